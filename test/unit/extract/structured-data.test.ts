import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStructuredData } from "../../../crawler/extract/structured-data.ts";

const url = "https://shop.example/goods/index.html";
const jsonLd = (script: string) => readStructuredData(`<script type="application/ld+json">${script}</script>`, url).jsonLd;
const microdata = (html: string) => readStructuredData(html, url).microdata;
const rdfa = (html: string) => readStructuredData(html, url).rdfa;
const openGraph = (html: string) => readStructuredData(html, url).openGraph;

describe("JSON-LD", () => {
  const tea = [{ type: ["Product"], properties: { name: ["龙井茶"] } }];
  it.each([
    ["as it should be", '{"@type":"Product","name":"龙井茶"}'],
    ["inside an HTML comment", '<!-- {"@type":"Product","name":"龙井茶"} -->'],
    ["after an HTML comment", '<!-- tea -->\n{"@type":"Product","name":"龙井茶"}'],
    ["inside CDATA", '//<![CDATA[\n{"@type":"Product","name":"龙井茶"}\n//]]>'],
    ["with comments of scripts", '/* tea */ {"@type":"Product", // kind\n "name":"龙井茶"}'],
    ["with trailing commas", '{"@type":"Product","name":"龙井茶",}'],
    ["with a brace too many", '{"@type":"Product","name":"龙井茶"}}'],
    ["with its end cut off", '{"@type":"Product","name":"龙井茶"'],
    ["with a semicolon", '{"@type":"Product","name":"龙井茶"};'],
    ["with quotes written as entities", "{&quot;@type&quot;:&quot;Product&quot;,&quot;name&quot;:&quot;龙井茶&quot;}"],
    ["in an array", '[{"@type":"Product","name":"龙井茶"}]'],
    ["in a graph", '{"@context":"https://schema.org","@graph":[{"@type":"Product","name":"龙井茶"}]}'],
  ])("is read %s", (_, script) => {
    expect(jsonLd(script)).toEqual(tea);
  });

  it("keeps raw line breaks, unescaped quotes and unknown escapes of a text", () => {
    expect(jsonLd('{"a":"one\ntwo"}')[0]?.properties["a"]).toEqual(["one\ntwo"]);
    expect(jsonLd('{"a":"the "best" tea","b":1}')[0]?.properties).toEqual({ a: ['the "best" tea'], b: [1] });
    expect(jsonLd('{"a":"<p style="x: y;">open</p>"}')[0]?.properties["a"]).toEqual(['<p style="x: y;">open</p>']);
    expect(jsonLd(String.raw`{"a":"Bob\'s \x26 C:\goods"}`)[0]?.properties["a"]).toEqual([String.raw`Bob's & C:\goods`]);
  });

  it("reads several objects in one script, and goes on after one that is broken", () => {
    expect(jsonLd('{"a":1}{"b":2}').map((item) => item.properties)).toEqual([{ a: [1] }, { b: [2] }]);
    const page = '<script type="application/ld+json">{ nothing at all</script><script type="application/ld+json">{"b":2}</script>';
    expect(readStructuredData(page, url).jsonLd.at(-1)?.properties).toEqual({ b: [2] });
  });

  it("nests items, unwraps @value, drops nulls and resolves addresses", () => {
    const [item] = jsonLd('{"@type":"Product","image":["/a.jpg"],"brand":{"@type":"Brand","name":{"@value":"X"}},"mpn":null}');
    expect(item?.properties).toEqual({ image: ["https://shop.example/a.jpg"], brand: [{ type: ["Brand"], properties: { name: ["X"] } }] });
  });

  it("keeps a key called __proto__ a key", () => {
    const [item] = jsonLd('{"__proto__":{"polluted":"yes"},"name":"x"}');
    expect(Object.keys(item?.properties ?? {})).toEqual(["__proto__", "name"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("microdata", () => {
  it("takes each kind of element's own value", () => {
    const [item] = microdata(
      '<div itemscope itemtype="http://schema.org/Product"><span itemprop=name> Tea <b>green</b></span><img itemprop=image src=" a.jpg"><a itemprop=url href=/tea>x</a><meta itemprop=sku content=T1><data itemprop=weight value=250>quarter</data><time itemprop=made datetime=2026-04-01>spring</time><object itemprop=film data=f.mp4></object></div>',
    );
    expect(item).toEqual({
      type: ["http://schema.org/Product"],
      properties: {
        name: ["Tea green"],
        image: ["https://shop.example/goods/a.jpg"],
        url: ["https://shop.example/tea"],
        sku: ["T1"],
        weight: ["250"],
        made: ["2026-04-01"],
        film: ["https://shop.example/goods/f.mp4"],
      },
    });
  });

  it("collects properties by itemref and several names for one value", () => {
    const [item] = microdata('<div itemscope itemref="far"></div><p id=far><b itemprop="name alternateName">Tea</b></p>');
    expect(item?.properties).toEqual({ name: ["Tea"], alternateName: ["Tea"] });
  });

  it("does not take the properties of a nested item for its own", () => {
    const [item] = microdata("<div itemscope><p itemprop=offers itemscope itemtype=Offer><b itemprop=price>9</b></p></div>");
    expect(item?.properties).toEqual({ offers: [{ type: ["Offer"], properties: { price: ["9"] } }] });
  });

  it("comes to an end where itemref runs in a circle", () => {
    expect(
      microdata('<div itemscope itemref="b" id="a"><i itemprop=x>1</i></div><div id="b" itemprop="y" itemscope itemref="a b"></div>')
        .length,
    ).toBeGreaterThan(0);
  });

  it("leaves scripts and styles out of a text", () => {
    expect(
      microdata("<div itemscope><b itemprop=name>Tea<style>b{}</style><script>alert(1)</script></b></div>")[0]?.properties["name"],
    ).toEqual(["Tea"]);
  });
});

describe("RDFa", () => {
  it("expands names by vocabulary and prefix and nests typed objects", () => {
    const items = rdfa(
      '<div vocab="http://schema.org/" prefix="x: http://x.example/" typeof="Product"><b property="name">Tea</b><i property="x:grade">A</i><div property="offers" typeof="Offer"><b property="price" content="9">nine</b></div></div>',
    );
    expect(items.find((item) => item.type.length > 0)).toEqual({
      type: ["http://schema.org/Product"],
      properties: {
        "http://schema.org/name": ["Tea"],
        "http://x.example/grade": ["A"],
        "http://schema.org/offers": [{ type: ["http://schema.org/Offer"], properties: { "http://schema.org/price": ["9"] } }],
      },
    });
  });

  it("ties what stands below a rel to it, named or not", () => {
    const [page] = rdfa('<p prefix="v: http://v.example/" rel="v:maker">by <b property="v:name">Wang</b></p>');
    expect(page?.properties["http://v.example/maker"]).toEqual([{ type: [], properties: { "http://v.example/name": ["Wang"] } }]);
  });

  it("notes the language and the datatype a page gives a value", () => {
    const [page] = rdfa(
      '<body lang=zh prefix="v: http://v.example/"><b property="v:name">茶</b><time property="v:made" datatype="xsd:date">2026-04-01</time></body>',
    );
    expect(page?.annotations).toEqual({
      "http://v.example/name": ["zh"],
      "http://v.example/made": ["http://www.w3.org/2001/XMLSchema#date"],
    });
  });

  it("passes over plain link relations", () => {
    expect(rdfa('<link rel="stylesheet" href="a.css"><a rel="nofollow" href="/x">x</a>')).toEqual([]);
  });
});

describe("OpenGraph", () => {
  it("gathers properties from head and body, repeated ones in order", () => {
    const [item] = openGraph(
      '<meta property="og:type" content="product"><meta property="og:image" content="/a.jpg"><body><meta property="og:image" content="/b.jpg"><meta name="twitter:title" content="Tea">',
    );
    expect(item?.type).toEqual(["product"]);
    expect(item?.properties).toEqual({
      "og:type": ["product"],
      "og:image": ["https://shop.example/a.jpg", "https://shop.example/b.jpg"],
      "twitter:title": ["Tea"],
    });
  });

  it("knows OpenGraph under another prefix", () => {
    const [item] = openGraph(
      '<html prefix="o: http://ogp.me/ns# shop: http://shop.example/ns#"><meta property="o:title" content="Tea"><meta property="shop:code" content="7">',
    );
    expect(item?.properties).toEqual({ "og:title": ["Tea"], "shop:code": ["7"] });
  });

  it("is empty for a page with ordinary meta elements only", () => {
    expect(openGraph('<meta name="viewport" content="width=1"><meta name="description" content="x">')).toEqual([]);
  });
});

describe("hostile pages", () => {
  it.each([
    ["elements nested a hundred thousand deep", "<div itemscope itemprop=a>".repeat(100_000)],
    ["a hundred thousand unmatched ends after deep nesting", "<b>".repeat(50_000) + "</i>".repeat(100_000)],
    [
      "formatting elements that every paragraph would reopen",
      Array.from({ length: 5000 }, (_, at) => `<font color=${at}>`).join("") + "<p>x".repeat(5000),
    ],
    ["fifty thousand items", "<div itemscope><b itemprop=name>x</b></div>".repeat(50_000)],
    ["one item with fifty thousand references", `<div itemscope itemref="${"a ".repeat(50_000)}"></div><b id=a itemprop=x>1</b>`],
    ["a million opening angles", "<".repeat(1_000_000)],
    ["a million attributes", `<p ${"a ".repeat(300_000)}>x</p>`],
    ["an unclosed script", `<script type="application/ld+json">${'{"a":['.repeat(200_000)}`],
    ["an unclosed comment", `<!--${"<div ".repeat(200_000)}`],
    ["quotes that may each end the text", `<script type="application/ld+json">{"a":"${'" '.repeat(300_000)}`],
  ])("are read in bounded time: %s", (_, html) => {
    const started = performance.now();
    readStructuredData(html, url);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it("reads five megabytes of JSON-LD and says what it left out", () => {
    const items = Array.from({ length: 40_000 }, (_, at) => `{"@type":"Product","name":"Tea ${at}","description":"${"x".repeat(80)}"}`);
    const { jsonLd: found, cut } = readStructuredData(`<script type="application/ld+json">[${items.join(",")}]</script>`, url);
    expect(found.length).toBeGreaterThan(1000);
    expect(cut.join(" ")).toMatch(/more than \d+ items/u);
  });

  it("says where it stopped in a page nested too deeply", () => {
    expect(readStructuredData("<div>".repeat(10_000), url).cut.join(" ")).toMatch(/nested too deeply/u);
  });

  it("does not throw on any text between angles", () => {
    const piece = fc.constantFrom(
      "<div itemscope itemprop='a'>",
      "</div>",
      "<script type='application/ld+json'>",
      "</script>",
      "{",
      "}",
      '"',
      "<p property='og:x' typeof=y rel=z resource='[a]'>",
      "<base href='::'>",
      "\u0000",
      "\ud800",
      "&quot;",
      "<meta property=og:image content='http://['>",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(Array.isArray(readStructuredData(pieces.join(""), url).jsonLd)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
