/** Relative luminance of `#rrggbb`, after WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (alike) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Text that can be read on a ground: black or white, whichever stands out more. */
export function textOn(ground: string): { colour: string; ratio: number } {
  const [white, black] = [contrast(ground, "#ffffff"), contrast(ground, "#000000")];
  return white >= black ? { colour: "#ffffff", ratio: white } : { colour: "#000000", ratio: black };
}

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);
