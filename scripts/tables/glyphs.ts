/** Pictures of characters for comparing their shapes: rendered at build time in Noto Sans and Serif CJK SC (OFL 1.1). */
import sharp from "sharp";

/** Side of a picture in pixels. */
export const side = 44;

/** One grey picture per character, 255 for ink. */
export async function renderGlyphs(characters: readonly string[], family: string): Promise<Uint8Array[]> {
  const columns = 40;
  const perSheet = 1600;
  const pictures: Uint8Array[] = [];
  for (let from = 0; from < characters.length; from += perSheet) {
    const batch = characters.slice(from, from + perSheet);
    const rows = Math.ceil(batch.length / columns);
    const cells = batch.map((character, index) => {
      const x = (index % columns) * side + side / 2;
      const y = Math.floor(index / columns) * side + side * 0.86;
      return `<text x="${x}" y="${y}" text-anchor="middle">${character}</text>`;
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns * side}" height="${rows * side}"><rect width="100%" height="100%" fill="#000"/><g fill="#fff" font-family="${family}" font-size="${side - 4}">${cells.join("")}</g></svg>`;
    const { data, info } = await sharp(Buffer.from(svg), { limitInputPixels: false })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (let index = 0; index < batch.length; index += 1) {
      const picture = new Uint8Array(side * side);
      const left = (index % columns) * side;
      const top = Math.floor(index / columns) * side;
      for (let y = 0; y < side; y += 1) {
        for (let x = 0; x < side; x += 1) picture[y * side + x] = data[((top + y) * info.width + left + x) * info.channels] ?? 0;
      }
      pictures.push(picture);
    }
  }
  return pictures;
}

/** Gaussian blur, then every second pixel, centred and scaled to length one: two such vectors multiply to their likeness. */
export function vectorOf(picture: Uint8Array, sigma: number, region: "all" | "left" | "right" | "top" | "bottom" = "all"): Float32Array {
  const blurred = blur(picture, sigma);
  const [x0, x1] = region === "left" ? [0, side / 2] : region === "right" ? [side / 2, side] : [0, side];
  const [y0, y1] = region === "top" ? [0, side / 2] : region === "bottom" ? [side / 2, side] : [0, side];
  const values: number[] = [];
  for (let y = y0; y < y1; y += 2) for (let x = x0; x < x1; x += 2) values.push(blurred[y * side + x] ?? 0);
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}

function blur(picture: ArrayLike<number>, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 2.5);
  const kernel = Array.from({ length: reach * 2 + 1 }, (_, index) => Math.exp(-((index - reach) ** 2) / (2 * sigma * sigma)));
  const pass = (source: ArrayLike<number>, step: (x: number, y: number, offset: number) => number) => {
    const out = new Float32Array(side * side);
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        let sum = 0;
        for (let k = -reach; k <= reach; k += 1) {
          const at = step(x, y, k);
          if (at >= 0) sum += (source[at] ?? 0) * (kernel[k + reach] ?? 0);
        }
        out[y * side + x] = sum;
      }
    }
    return out;
  };
  const across = pass(picture, (x, y, k) => (x + k < 0 || x + k >= side ? -1 : y * side + x + k));
  return pass(across, (x, y, k) => (y + k < 0 || y + k >= side ? -1 : (y + k) * side + x));
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** Share of one character's ink that lies on or next to the other's. */
export function inkShare(one: Uint8Array, other: Uint8Array): number {
  let ink = 0;
  let shared = 0;
  for (let y = 1; y < side - 1; y += 1) {
    for (let x = 1; x < side - 1; x += 1) {
      const at = y * side + x;
      if ((one[at] ?? 0) < 128) continue;
      ink += 1;
      if (near(other, at)) shared += 1;
    }
  }
  return ink === 0 ? 0 : shared / ink;
}

function near(picture: Uint8Array, at: number): boolean {
  for (const step of [0, -1, 1, -side, side, -side - 1, -side + 1, side - 1, side + 1]) if ((picture[at + step] ?? 0) >= 128) return true;
  return false;
}
