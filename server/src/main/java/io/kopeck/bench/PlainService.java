package io.kopeck.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A charge as services commonly write it: the wallet's row is locked and read, then reduced, an operation and a transfer
 * are inserted, all in one transaction by prepared statements on a connection of the caller's own.
 */
final class PlainService implements Load.Work {

    private final IntSupplier wallet;
    private final Supplier<String> task;
    private final long price;
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement reduce;
    private final PreparedStatement operation;
    private final PreparedStatement transfer;

    PlainService(Connection connection, IntSupplier wallet, Supplier<String> task, long price) throws SQLException {
        this.wallet = wallet;
        this.task = task;
        this.price = price;
        this.connection = connection;
        connection.setAutoCommit(false);
        this.lock = connection.prepareStatement("select balance, free_operations_left from plain.wallet where id = ? for update");
        this.reduce = connection.prepareStatement("update plain.wallet set balance = balance - ?, updated_at = now() where id = ?");
        this.operation = connection.prepareStatement("""
                insert into plain.operation (wallet_id, task_id, type, status, price, created_at)
                values (?, ?, 'generate', 'charged', ?, now()) returning id""");
        this.transfer = connection.prepareStatement("""
                insert into plain.transfer (wallet_id, operation_id, amount, reason, created_at) values (?, ?, ?, 'operation', now())""");
    }

    @Override
    public int once() throws SQLException {
        int id = wallet.getAsInt();
        lock.setLong(1, id);
        requireCovered();
        reduce.setLong(1, price);
        reduce.setLong(2, id);
        reduce.executeUpdate();
        operation.setLong(1, id);
        operation.setString(2, task.get());
        operation.setLong(3, price);
        transfer.setLong(1, id);
        transfer.setLong(2, operationId());
        transfer.setLong(3, price);
        transfer.executeUpdate();
        connection.commit();
        return 1;
    }

    private void requireCovered() throws SQLException {
        try (var row = lock.executeQuery()) {
            if (!row.next() || row.getLong(1) < price || row.getInt(2) > 0) {
                throw new IllegalStateException("the wallet is not as it was prepared");
            }
        }
    }

    private long operationId() throws SQLException {
        try (var row = operation.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
