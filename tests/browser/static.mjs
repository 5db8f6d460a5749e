// A tiny static server, for pages that are not the program's: the watch's own test, and the bare map of the benches.
import { createServer } from 'node:http';

/** The policy that the program itself is served under. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
  + "img-src 'self' data: blob:; style-src 'self'; font-src 'self'";

const TYPES = {
  html: 'text/html; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  geojson: 'application/geo+json',
};

/**
 * Serves a table of path → bytes on a free port.
 * @param {Record<string, string | Buffer | {body: Buffer, encoding: string}>} files by path, such as `/index.html`
 */
export async function serveStatic(files) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const file = files[path === '/' ? '/index.html' : path];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const body = file.body ?? file;
    response.writeHead(200, {
      'content-type': TYPES[path.split('.').pop()] ?? TYPES.html,
      'content-security-policy': POLICY,
      ...(file.encoding && { 'content-encoding': file.encoding }),
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}
