/** A web server on loopback that does to a crawler what the worst servers do. Each path is one trick. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTls } from "node:tls";
import { constants, gzipSync } from "node:zlib";
import iconv from "iconv-lite";

export interface HostileSite {
  readonly port: number;
  readonly origin: string;
  /** Paths asked for, in order, with the time. */
  readonly asked: { readonly path: string; readonly host: string; readonly agent: string; readonly at: number }[];
  close(): Promise<void>;
}

const offer = (title: string, extra = "") =>
  `<!doctype html><html><head><title>${title}</title><script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "Product", name: title, offers: { "@type": "Offer", price: "99.00", priceCurrency: "CNY", availability: "https://schema.org/InStock" } })}</script>${extra}</head><body><h1>${title}</h1></body></html>`;

const html = (response: ServerResponse, text: string | Buffer, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(text);

/** A 1 × 1 PNG. */
export const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function answer(site: { readonly origin: string }, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://x");
  const redirect = (to: string) => response.writeHead(302, { location: to }).end();
  switch (url.pathname) {
    case "/robots.txt":
      return void response.writeHead(200, { "content-type": "text/plain" }).end("User-agent: *\nDisallow: /item/forbidden\n");
    case "/item/plain":
      return void html(response, offer("山泉水 550ml"));
    case "/item/with-pictures":
      return void html(
        response,
        offer("茶叶", "").replace(
          '"offers"',
          `"image":["${site.origin}/pictures/ok.png","/pictures/text.png","http://elsewhere.example/x.png","/pictures/missing.png","/pictures/bomb.png"],"offers"`,
        ),
      );
    case "/pictures/ok.png":
      return void response.writeHead(200, { "content-type": "image/png" }).end(onePixel);
    case "/pictures/text.png":
      return void response.writeHead(200, { "content-type": "image/png" }).end("this is no picture");
    case "/pictures/bomb.png": {
      const huge = Buffer.from(onePixel);
      huge.writeUInt32BE(60_000, 16);
      huge.writeUInt32BE(60_000, 20);
      return void response.writeHead(200, { "content-type": "image/png" }).end(huge);
    }
    case "/item/to-loopback":
      return void redirect("http://127.0.0.1:9/latest/");
    case "/item/to-metadata":
      return void redirect("http://169.254.169.254/latest/meta-data/");
    case "/item/to-inside":
      return void redirect(`http://inside.example:${new URL(site.origin).port}/item/plain`);
    case "/item/to-login":
      return void redirect("https://login.shop.example/member/login.jhtml");
    case "/item/to-plain":
      return void redirect("/item/plain");
    case "/item/to-forbidden":
      return void redirect("/item/forbidden");
    case "/item/loop":
      return void redirect("/item/loop-back");
    case "/item/loop-back":
      return void redirect("/item/loop");
    case "/item/ever-on":
      return void redirect(`/item/ever-on?n=${Number(url.searchParams.get("n") ?? "0") + 1}`);
    case "/item/endless": {
      response.writeHead(200, { "content-type": "text/html" });
      const more = () => {
        while (!response.destroyed && response.write("<p>more</p>".repeat(6000)));
      };
      response.on("drain", more);
      return more();
    }
    case "/item/announced":
      return void response.writeHead(200, { "content-type": "text/html", "content-length": String(50 * 1024 * 1024) }).write("<html>");
    case "/item/bomb":
      return void response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20), { level: constants.Z_BEST_COMPRESSION }));
    case "/item/double-bomb":
      return void response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip, gzip, gzip, gzip" }).end(gzipSync("x"));
    case "/item/not-gzip":
      return void response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end("<html>plain</html>");
    case "/item/ten-megabytes":
      return void html(response, offer("大页面", `<!--${"x".repeat(9_900_000)}-->`));
    case "/item/gbk-as-utf8":
      return void html(
        response,
        iconv.encode(offer("正宗五常大米 东北特产 五公斤装 当季新米").replace("<head>", '<head><meta charset="utf-8">'), "gbk"),
      );
    case "/item/utf8-as-gbk":
      return void html(response, offer("正宗五常大米 东北特产 五公斤装 当季新米"), 200, { "content-type": "text/html; charset=gbk" });
    case "/item/slow": {
      response.writeHead(200, { "content-type": "text/html" });
      const drip = setInterval(() => response.write(" "), 100);
      return void response.on("close", () => clearInterval(drip));
    }
    case "/item/challenge":
      return void html(response, "<title>安全验证</title><div id='nc_1_wrapper'>请按住滑块，拖动到最右边</div>");
    case "/item/taken-down":
      return void html(response, "<title>商品详情</title><p>很抱歉，您查看的商品已下架</p>");
    case "/item/missing":
      return void html(response, "<h1>404</h1>", 404);
    case "/item/closed":
      return void html(response, "no", 403);
    case "/item/busy":
      return void html(response, "", 429, { "retry-after": "7" });
    case "/item/broken":
      return void html(response, "", 500);
    case "/item/empty-title":
      return void html(response, offer("").replace("<h1></h1>", ""));
    case "/item/cut-off":
      response.writeHead(200, { "content-type": "text/html", "content-length": "1000" });
      response.write("<html>");
      return void setTimeout(() => response.destroy(), 20);
    case "/search":
      return void html(
        response,
        `<title>results</title><a class="item" href="/item/plain#top">1</a><a class="item" href="/item/plain">1 again</a><a class="item" href="/item/gbk-as-utf8">2</a><a class="item" href="/about">about</a>`,
      );
    case "/item/scripted":
      return void html(
        response,
        `<!doctype html><title>wait</title><body><script>
          fetch("/data.json").then((r) => r.json()).then((d) => { document.title = d.title; document.body.innerHTML = '<h1>' + d.title + '</h1><p>这是中文</p>'; const s = document.createElement("script"); s.type = "application/ld+json"; s.textContent = JSON.stringify({"@type":"Product",name:d.title,offers:{price:"12.50",priceCurrency:"CNY"}}); document.head.append(s); });
          new Image().src = "http://elsewhere.example:${new URL(site.origin).port}/tracker";
          fetch("http://127.0.0.1:${new URL(site.origin).port}/inside").catch(() => 0);
          navigator.serviceWorker?.register("/worker.js").catch(() => 0);
          try { new WebSocket("ws://127.0.0.1:${new URL(site.origin).port}/inside-socket") } catch {}
        </script></body>`,
      );
    case "/data.json":
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ title: "脚本渲染的茶杯" }));
    case "/item/runaway":
      return void html(response, "<script>location.href='http://169.254.169.254/latest/'</script><p>going</p>");
    case "/item/alerts":
      return void html(response, `${offer("弹窗")}<script>for (let i = 0; i < 3; i++) alert(i); window.open('/popup');</script>`);
    default:
      return void html(response, "<h1>not here</h1>", 404);
  }
}

export async function openHostileSite(host: string): Promise<HostileSite> {
  const asked: HostileSite["asked"] = [];
  const site = { origin: "" };
  const server: Server = createServer((request, response) => {
    asked.push({
      path: request.url ?? "",
      host: request.headers.host ?? "",
      agent: request.headers["user-agent"] ?? "",
      at: performance.now(),
    });
    answer(site, request, response);
  });
  server.on("upgrade", (request, socket) => {
    asked.push({ path: request.url ?? "", host: request.headers.host ?? "", agent: "", at: performance.now() });
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  site.origin = `http://${host}:${port}`;
  return {
    port,
    origin: site.origin,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port where something answers that is no TLS anybody could trust. */
export async function openBrokenTls(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createTls({ minVersion: "TLSv1.2" }, (socket) => socket.end());
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
