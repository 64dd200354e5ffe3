import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "../../../detectors/text/fold.ts";

describe("fold", () => {
  it.each([
    ["full width", "ＮＩＫＥ　１２", "nike 12"],
    ["mathematical letters", "𝓝𝓲𝓴𝓮 𝐍𝐈𝐊𝐄", "nike nike"],
    ["circled and squared letters", "Ⓝⓘⓚⓔ 🅝🅘🅚🅔 🄽🄸🄺🄴", "nike nike nike"],
    ["regional indicators", "🇳🇮🇰🇪", "nike"],
    ["small capitals", "ɴɪᴋᴇ", "nike"],
    ["Cyrillic", "Νіkе Ѕаmѕung", "nike samsung"],
    ["Greek capitals by how they look", "ΝΙΚΕ", "nike"],
    ["the lunate sigma, before NFKC makes it a sigma", "ϲhanel", "chanel"],
    ["diacritics, composed and not", "Ńïkè e\u0301", "nike e"],
    ["letters with strokes", "Ø Ł Đ", "o l d"],
    ["ligatures", "ﬁla", "fila"],
    ["zero width and soft hyphen", "N\u200bI\u00adK\ufeffE", "nike"],
    ["traditional characters", "臺灣氣體", "台湾气体"],
    ["Japanese forms", "図書沢", "图书泽"],
    ["radicals that NFKC leaves alone", "⻜鱼", "飞鱼"],
    ["compatibility ideographs", "\uf914", "乐"],
    ["digits of other scripts", "٣߅", "35"],
  ])("undoes %s", (_, text, folded) => {
    expect(fold(text).text).toBe(folded);
  });

  it("leaves spaces and punctuation standing", () => {
    expect(fold("耐*克, N.I.K.E").text).toBe("耐*克, n.i.k.e");
  });

  it("keeps ™ apart from the name before it", () => {
    expect(fold("Nike™").text).toBe("nike™");
  });

  it("gives each unit the offset of the character it came from", () => {
    expect(fold("𝐍\u200bﬁ").offsets).toEqual([0, 3, 3]);
  });

  it("gives offsets that never go back and lie in the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const { text: folded, offsets } = fold(text);
        const inOrder = offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 0) && offset < text.length);
        expect([offsets.length, inOrder]).toEqual([folded.length, true]);
      }),
    );
  }, 60_000);

  it("changes nothing the second time", () => {
    const unstable: string[] = [];
    for (let cp = 0x20; cp < 0x2fa20; cp += 1) {
      if (cp >= 0xd800 && cp <= 0xdfff) continue;
      const once = fold(String.fromCodePoint(cp)).text;
      if (fold(once).text !== once) unstable.push(`U+${cp.toString(16)}: ${once}`);
    }
    expect(unstable).toEqual([]);
  }, 60_000);

  it("keeps a lone surrogate as it is", () => {
    expect(fold("a\ud800b").text).toBe("a\ud800b");
  });
});
