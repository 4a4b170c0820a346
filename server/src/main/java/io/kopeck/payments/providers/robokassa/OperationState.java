package io.kopeck.payments.providers.robokassa;

import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The answer of OpStateExt (Robokassa, OpStateExt). Read by local names, since the namespace differs between answers; what
 * is missing or stands twice is null.
 *
 * @param result what became of the question: 0, or why there is no state
 * @param state how the operation stands
 * @param stateAt since when
 * @param incSum what the customer pays
 * @param outSum what the shop receives of it
 * @param account the card, masked
 * @param key names the operation for refunds
 * @param fields our own fields
 */
record OperationState(
        String result,
        @Nullable String state,
        @Nullable Instant stateAt,
        @Nullable String incSum,
        @Nullable String outSum,
        @Nullable String account,
        @Nullable String method,
        @Nullable String key,
        Map<String, String> fields) {

    private static final int FIELDS_MAX = 100;
    private static final String DEPTH_MAX = "10";

    /** Reads an answer; null when it is no such document. */
    static @Nullable OperationState fromWire(String xml) {
        var root = root(xml);
        if (root == null || !"OperationStateResponse".equals(root.getLocalName())) {
            return null;
        }
        var result = text(child(root, "Result"), "Code");
        if (result == null) {
            return null;
        }
        var state = child(root, "State");
        var info = child(root, "Info");
        return new OperationState(
                result, text(state, "Code"), time(text(state, "StateDate")), text(info, "IncSum"), text(info, "OutSum"),
                text(info, "IncAccount"), method(info), text(info, "OpKey"), fields(child(root, "UserField")));
    }

    private static @Nullable String method(@Nullable Element info) {
        var code = text(child(info, "PaymentMethod"), "Code");
        return code == null ? text(info, "IncCurrLabel") : code;
    }

    private static Map<String, String> fields(@Nullable Element parent) {
        var fields = new LinkedHashMap<String, String>();
        for (var node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element field && "Field".equals(field.getLocalName()) && fields.size() < FIELDS_MAX) {
                var name = text(field, "Name");
                var value = text(field, "Value");
                if (name != null && value != null) {
                    fields.put(name, value);
                }
            }
        }
        return fields;
    }

    private static @Nullable String text(@Nullable Element parent, String name) {
        var element = child(parent, name);
        var text = element == null ? "" : element.getTextContent().strip();
        return text.isEmpty() ? null : text;
    }

    /** The only child of this name. */
    private static @Nullable Element child(@Nullable Element parent, String name) {
        Element found = null;
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                if (found != null) {
                    return null;
                }
                found = element;
            }
        }
        return found;
    }

    /** Fractions of a second have up to seven digits. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Without document types there are no entities to expand and nothing outside to read. */
    private static @Nullable Element root(String xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute("jdk.xml.maxElementDepth", DEPTH_MAX);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException e) {
            return null;
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("text in memory is parsed by a parser every JDK has", e);
        }
    }
}
