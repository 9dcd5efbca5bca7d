// @ts-check
// Whether this page stands in another one: its address says "&embed=1".

const NAME = "bd-embed";

export const isEmbedded = () => document.documentElement.classList.contains(NAME);

export function embedAsAsked() {
  document.documentElement.classList.toggle(NAME, new URLSearchParams(location.search).get("embed") === "1");
}
