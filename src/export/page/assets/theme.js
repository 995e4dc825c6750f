// The colours of pictures, by day and by night; they come with the data, so that pages and exported pictures agree.

const night = matchMedia("(prefers-color-scheme: dark)");
let palette = { light: {}, dark: {} };

export function usePalette(colours) {
  palette = colours;
}

// { fill, line, ink } of a tint or tone.
export function tint(name) {
  const colours = night.matches ? palette.dark : palette.light;
  const [fill, line, ink] = colours[name] ?? colours.other ?? ["#fff", "#666", "#000"];
  return { fill, line, ink };
}

export function whenThemeChanges(draw) {
  night.addEventListener("change", draw);
  return () => night.removeEventListener("change", draw);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
