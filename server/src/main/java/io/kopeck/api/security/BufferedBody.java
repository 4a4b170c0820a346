package io.kopeck.api.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request whose body was read already: it can be read again as bytes, and forms still answer by parameter. */
final class BufferedBody extends HttpServletRequestWrapper {

    private final ServletInputStream stream;
    private final Map<String, String[]> form;
    private @Nullable BufferedReader reader;

    /** @param form the decoded fields of a form; empty for every other body */
    BufferedBody(HttpServletRequest request, byte[] body, Map<String, String[]> form) {
        super(request);
        this.stream = new Bytes(new ByteArrayInputStream(body));
        this.form = form;
    }

    @Override
    public ServletInputStream getInputStream() {
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        if (reader == null) {
            reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return reader;
    }

    @Override
    public @Nullable String getParameter(String name) {
        var values = getParameterValues(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        var fromQuery = super.getParameterValues(name);
        var fromForm = form.get(name);
        if (fromQuery == null || fromForm == null) {
            return fromQuery == null ? fromForm : fromQuery;
        }
        return Stream.of(fromQuery, fromForm).flatMap(Stream::of).toArray(String[]::new);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        var all = new LinkedHashMap<String, String[]>();
        Stream.concat(super.getParameterMap().keySet().stream(), form.keySet().stream()).forEach(name -> {
            var values = getParameterValues(name);
            if (values != null) {
                all.put(name, values);
            }
        });
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    /** The bytes in memory, as the servlet API wants a stream to be. */
    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is in memory; there is nothing to wait for");
        }
    }
}
