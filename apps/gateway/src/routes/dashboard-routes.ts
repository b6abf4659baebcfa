import type { FastifyHelmetOptions } from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync } from "fastify";

/** Only the desk's own files and its own socket. Styles are set by charts and popovers at run time, hence inline ones. */
export const CONTENT_POLICY: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      fontSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'", "blob:"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // served without TLS on loopback: a browser must not remember otherwise
  strictTransportSecurity: false,
};

const IMMUTABLE = /\/assets\/.+-[\w-]{8,}\.\w+$/;

/** The built dashboard: hashed files for ever, everything else fresh; a page's address is answered with the one page. */
export const dashboardRoutes: FastifyPluginAsync<{ readonly staticFolder: string }> = async (
  app,
  { staticFolder },
) => {
  await app.register(fastifyStatic, {
    root: staticFolder,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header(
        "cache-control",
        IMMUTABLE.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      );
    },
  });
  app.get("/*", (request, reply) => {
    const isPage = !request.url.startsWith("/api/") && !/\.\w+$/.test(request.url.split("?")[0] ?? "");
    if (!isPage) return reply.callNotFound();
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
};
