-- What becomes of access when money is taken back without us: a rule of the product.
alter table catalog.product
    add column dispute_refund text not null default 'revoke',
    add column dispute_chargeback text not null default 'revoke',
    add constraint product_dispute_refund check (dispute_refund in ('keep', 'revoke')),
    add constraint product_dispute_chargeback check (dispute_chargeback in ('keep', 'revoke'));
