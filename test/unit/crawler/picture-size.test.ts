import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { pictureSize } from "../../../crawler/picture-size.ts";

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#c33" } });

describe("the size of a picture is read without decoding it", () => {
  it.each(["png", "jpeg", "gif", "webp", "avif"] as const)("%s", async (format) => {
    expect(pictureSize(await picture(321, 123).toFormat(format).toBuffer())).toEqual({ width: 321, height: 123 });
  });
  it("webp without loss, and with transparency", async () => {
    const lossless = await picture(33, 44).webp({ lossless: true }).toBuffer();
    const transparent = await picture(55, 66).ensureAlpha(0.5).webp().toBuffer();
    expect([pictureSize(lossless), pictureSize(transparent)]).toEqual([
      { width: 33, height: 44 },
      { width: 55, height: 66 },
    ]);
  });
  it("jpeg with a thumbnail and a colour profile before the frame", async () => {
    expect(pictureSize(await picture(640, 480).withMetadata().jpeg({ progressive: true }).toBuffer())).toEqual({ width: 640, height: 480 });
  });
});

describe("what is no picture has no size", () => {
  it.each([
    ["nothing", ""],
    ["text", "<html>"],
    ["a PNG cut off", "\u0089PNG\r\n"],
    ["a JPEG that ends in the middle", "\u00ff\u00d8\u00ff"],
    ["markers that lead nowhere", "\u00ff\u00d8\u00ff\u00e0\u0000\u0000\u0000"],
  ])("%s", (_what, bytes) => {
    expect(pictureSize(Buffer.from(bytes, "latin1"))).toBeNull();
  });
});
