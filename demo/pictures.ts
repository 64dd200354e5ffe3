/** Pictures of the sample goods, drawn with sharp: a plain product shape, the name on it, a price badge. */
import sharp from "sharp";
import type { Offer } from "./catalogue/offer.ts";

const width = 480;
const colours = ["#2f6f8f", "#8f5b2f", "#4f7f3f", "#7a3f6f", "#3f4f8f", "#8f3f3f", "#5f6f2f"] as const;

/** A JPEG, the same bytes for the same offer and view. */
export async function drawPicture(offer: Offer, view: number): Promise<Buffer> {
  const colour = colours[(Number(offer.id) + view) % colours.length] ?? colours[0];
  const lines = wrapped(offer.title, 14).slice(0, 4);
  const text = lines
    .map(
      (line, index) =>
        `<text x="240" y="${352 + index * 30}" font-family="Noto Sans SC, Noto Sans CJK SC, Noto Sans Hans, sans-serif" font-size="24" text-anchor="middle" fill="#222">${escaped(line)}</text>`,
    )
    .join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}"><rect width="480" height="480" fill="#f6f4ef"/>${shape(Number(offer.id) + view, colour)}${text}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}

/** A JPEG that stops in the middle. */
export async function drawBrokenPicture(offer: Offer): Promise<Buffer> {
  const whole = await drawPicture(offer, 0);
  return whole.subarray(0, 300);
}

function shape(seed: number, colour: string): string {
  switch (seed % 4) {
    case 0:
      return `<rect x="150" y="70" width="180" height="220" rx="26" fill="${colour}"/><rect x="180" y="110" width="120" height="60" rx="8" fill="#fff" opacity=".8"/>`;
    case 1:
      return `<circle cx="240" cy="180" r="110" fill="${colour}"/><circle cx="240" cy="180" r="52" fill="#fff" opacity=".75"/>`;
    case 2:
      return `<path d="M120 290 L180 70 L300 70 L360 290 Z" fill="${colour}"/><path d="M190 70 q50 -50 100 0" stroke="${colour}" stroke-width="14" fill="none"/>`;
    default:
      return `<rect x="110" y="140" width="260" height="120" rx="60" fill="${colour}"/><rect x="150" y="100" width="60" height="50" rx="10" fill="${colour}"/>`;
  }
}

function wrapped(text: string, length: number): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(""),
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
