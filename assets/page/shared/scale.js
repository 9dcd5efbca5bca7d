// Colours of numbers, the same in every window: one hue, even steps of lightness in OKLCH (Ottosson 2020), so
// that they hold without colour vision; from the paper to its opposite, hence reversed in the dark theme.
{
  const BLUE = 256;
  const ORANGE = 58;
  const STEPS = 256;
  const isDark = () => [document.body, document.documentElement].some((node) => node?.classList.contains("dark"));

  function rgb(lightness, chroma, hue) {
    const a = chroma * Math.cos((hue * Math.PI) / 180);
    const b = chroma * Math.sin((hue * Math.PI) / 180);
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    return [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ].map((c) => {
      const linear = Math.min(1, Math.max(0, c));
      return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
    });
  }

  const step = (v, hue, dark) => (dark
    ? rgb(0.203 + 0.737 * v, 0.013 + 0.12 * Math.sin(Math.PI * 0.93 * v), hue)
    : rgb(1 - 0.69 * v, 0.15 * Math.sin(Math.PI * 0.75 * v), hue));

  const made = {};
  function scales() {
    const dark = isDark();
    if (!made[dark]) {
      const row = (hue) => Array.from({ length: STEPS }, (_, i) => step(i / (STEPS - 1), hue, dark));
      const blue = row(BLUE);
      const pixels = new Uint32Array(new Uint8ClampedArray(blue.flatMap((c) => [...c, 255])).buffer);
      made[dark] = { blue, orange: row(ORANGE), pixels };
    }
    return made[dark];
  }

  const index = (v) => Math.round(Math.min(1, Math.max(0, v)) * (STEPS - 1));

  bertdemo.scale = (v) => scales().blue[index(v)];
  bertdemo.diverging = (v) => scales()[v < 0 ? "orange" : "blue"][index(Math.abs(v))];

  // The steps of `scale` as the pixels of an ImageData.
  bertdemo.pixels = () => scales().pixels;

  // Sixteen heads apart: hues a golden angle apart, and three lightnesses that stay when hues fall together.
  bertdemo.headColour = (head) => {
    const level = (head - 1) % 3;
    return rgb((isDark() ? [0.72, 0.62, 0.84] : [0.52, 0.68, 0.4])[level], 0.13, BLUE + (head - 1) * 137.5);
  };

  // Components live as long as the page, and may be told of the theme before they are in it.
  const redrawn = [];
  bertdemo.onTheme = (redraw) => redrawn.push(redraw);
  function watch() {
    const observer = new MutationObserver(() => redrawn.forEach((redraw) => redraw()));
    for (const node of [document.body, document.documentElement]) {
      observer.observe(node, { attributeFilter: ["class"] });
    }
  }
  if (document.body) watch();  // Gradio puts scripts into a page that is there already
  else addEventListener("DOMContentLoaded", watch);
}
