// A small web server on a port of its own that remembers whatever reaches it.
import { createServer } from "node:http";
import { once } from "node:events";

const TYPES = { js: "text/javascript", wasm: "application/wasm", css: "text/css", svg: "image/svg+xml" };

/** Serves the files, a map from path to content, HTML where the path has no ending; `heard` lists every request. */
export async function serve(files = {}) {
  const site = { heard: [] };
  const server = createServer((request, response) => {
    site.heard.push(request.url);
    const file = files[new URL(request.url, "http://site").pathname];
    const type = TYPES[request.url.split(".").at(-1)] ?? "text/html; charset=utf-8";
    response.writeHead(file === undefined ? 404 : 200, { "content-type": type, "access-control-allow-origin": "*" });
    response.end(file ?? "");
  });
  server.on("upgrade", (request, socket) => {
    site.heard.push(request.url);
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  site.address = `http://127.0.0.1:${server.address().port}`;
  site.close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return site;
}

export const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
