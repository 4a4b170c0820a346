package io.kopeck.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link Endpoint}s on the loopback address only; every request runs on its own virtual thread. */
public final class WebServer implements AutoCloseable {

    public static final int BODY_MAX_BYTES = 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Server server;
    private final ServerConnector connector;

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts serving.
     *
     * @param endpoints by first path segment; "" serves everything else
     * @throws UncheckedIOException when the port cannot be bound
     */
    public static WebServer start(int port, Map<String, Endpoint> endpoints) {
        var threads = new QueuedThreadPool(64, 4);
        threads.setName("sandbox-http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(120_000);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(new Dispatch(endpoints));
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (IOException e) {
            stopQuietly(server);
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            stopQuietly(server);
            throw new IllegalStateException("the HTTP server did not start", e);
        }
        return new WebServer(server, connector);
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        stopQuietly(server);
    }

    private static void stopQuietly(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.debug("while stopping", e);
        }
    }

    private static final class Dispatch extends Handler.Abstract {
        private final Map<String, Endpoint> endpoints;

        Dispatch(Map<String, Endpoint> endpoints) {
            this.endpoints = Map.copyOf(endpoints);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            byte @Nullable [] body = body(request);
            if (body == null) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
                write(response, callback, Answer.text(413, "The body is larger than " + BODY_MAX_BYTES + " bytes\n"));
                return true;
            }
            var call = call(request, body);
            switch (endpoint(call.path()).answer(call)) {
                case Answer.Body complete -> write(response, callback, complete);
                case Answer.Streamed streamed -> stream(response, callback, streamed);
                case Answer.HangUp hangUp -> hangUp(request, callback, hangUp.reset());
            }
            return true;
        }

        private Endpoint endpoint(String path) {
            int slash = path.indexOf('/', 1);
            var endpoint = endpoints.get(path.substring(1, slash < 0 ? path.length() : slash));
            return endpoint != null ? endpoint : endpoints.getOrDefault("", _ -> Answer.empty(404));
        }

        private static Call call(Request request, byte[] body) {
            var headers = new HashMap<String, String>();
            for (var field : request.getHeaders()) {
                headers.putIfAbsent(field.getLowerCaseName().toLowerCase(Locale.ROOT), field.getValue());
            }
            var path = Request.getPathInContext(request);
            return new Call(request.getMethod(), path.isEmpty() ? "/" : path, headers, request.getHttpURI().getQuery(), body);
        }

        private static byte @Nullable [] body(Request request) throws IOException {
            if (request.getLength() == 0) {
                return new byte[0];
            }
            try (InputStream in = Content.Source.asInputStream(request)) {
                var bytes = in.readNBytes(BODY_MAX_BYTES + 1);
                return bytes.length > BODY_MAX_BYTES ? null : bytes;
            }
        }

        private static void write(Response response, Callback callback, Answer.Body answer) {
            response.setStatus(answer.status());
            answer.headers().forEach(response.getHeaders()::put);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.content().length);
            response.write(true, ByteBuffer.wrap(answer.content()), callback);
        }

        private static void stream(Response response, Callback callback, Answer.Streamed answer) {
            response.setStatus(answer.status());
            answer.headers().forEach(response.getHeaders()::put);
            try (var out = new java.io.BufferedOutputStream(Content.Sink.asOutputStream(response), 64 * 1024)) {
                answer.writer().writeTo(out);
                out.flush();
            } catch (IOException e) {
                callback.failed(e);
                return;
            }
            callback.succeeded();
        }

        private static void hangUp(Request request, Callback callback, boolean reset) {
            var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            if (reset && endPoint.getTransport() instanceof SocketChannel channel) {
                try {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    channel.close();
                } catch (IOException e) {
                    LOG.debug("while resetting a connection", e);
                }
            }
            endPoint.close();
            callback.failed(new EofException("hung up on purpose"));
        }
    }
}
