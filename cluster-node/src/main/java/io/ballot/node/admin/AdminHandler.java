package io.ballot.node.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request after the other of one connection, each answered within a deadline, come what may. */
@ChannelHandler.Sharable
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    /** The driver answers within milliseconds; one that takes this long is stuck, and that is worth telling. */
    private static final long ANSWER_MS = 3_000;

    private final AtomicReference<@Nullable Endpoints> serving = new AtomicReference<>();

    void serve(Endpoints endpoints) {
        serving.set(endpoints);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        boolean head = request.method().equals(HttpMethod.HEAD);
        answer(request)
                .orTimeout(ANSWER_MS, TimeUnit.MILLISECONDS)
                // On the connection's own thread: the driver must not spend its time on writing JSON.
                .handleAsync((value, failure) -> failure == null ? ok(value) : problem(failure), context.executor())
                .thenAccept(response -> send(context, response, keepAlive, head));
    }

    private CompletableFuture<?> answer(FullHttpRequest request) {
        try {
            if (request.decoderResult().isFailure()) {
                throw new HttpProblem(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request");
            }
            if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
                throw new HttpProblem(HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered here");
            }
            Endpoints endpoints = serving.get();
            if (endpoints == null) {
                throw new HttpProblem(HttpResponseStatus.SERVICE_UNAVAILABLE, "the node is starting");
            }
            QueryStringDecoder uri = new QueryStringDecoder(request.uri());
            return endpoints.of(uri.path()).answer(new Query(uri));
        } catch (HttpProblem | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static FullHttpResponse ok(Object value) {
        return response(HttpResponseStatus.OK, "application/json", Json.bytes(value));
    }

    private static FullHttpResponse problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        HttpProblem problem;
        if (cause instanceof HttpProblem known) {
            problem = known;
        } else if (cause instanceof IllegalArgumentException) {
            problem = new HttpProblem(HttpResponseStatus.BAD_REQUEST, String.valueOf(cause.getMessage()));
        } else if (cause instanceof TimeoutException) {
            problem = new HttpProblem(
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "the node did not answer itself within " + ANSWER_MS + " ms");
        } else {
            log.warn("a request to the admin server failed; the caller is told", cause);
            problem = new HttpProblem(HttpResponseStatus.SERVICE_UNAVAILABLE, String.valueOf(cause.getMessage()));
        }
        return response(HttpResponseStatus.valueOf(problem.code()), "application/problem+json", problem.json());
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, byte[] body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        return response;
    }

    private static void send(
            ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive, boolean head) {
        HttpUtil.setKeepAlive(response, keepAlive);
        FullHttpResponse sent = head ? response.replace(Unpooled.EMPTY_BUFFER) : response;
        if (keepAlive) {
            context.writeAndFlush(sent);
        } else {
            context.writeAndFlush(sent).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof ReadTimeoutException)) {
            log.debug("closing a connection to the admin server", cause);
        }
        context.close();
    }
}
