// @ts-check
// A frame that scrolls fades at the edge behind which there is more: a phone shows no bar before one scrolls.

const EDGE = 4;  // px that are no more than rounding

/**
 * `data-more` names the edges: "left", "right", "bottom", some or none.
 * @template {HTMLElement} Frame
 * @param {Frame} frame
 */
export function fadesWhereMore(frame) {
  const mark = () => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = frame;
    const more = [scrollLeft > EDGE ? "left" : "", scrollWidth - clientWidth - scrollLeft > EDGE ? "right" : "", scrollHeight - clientHeight - scrollTop > EDGE ? "bottom" : ""];
    const said = more.filter(Boolean).join(" ");
    if (frame.dataset.more !== said) frame.dataset.more = said;
  };
  const sizes = new ResizeObserver(mark);  // told after the page has been laid out: asking then costs nothing
  const watched = () => {
    sizes.disconnect();
    for (const part of [frame, ...frame.children]) sizes.observe(part);
  };
  watched();
  new MutationObserver(watched).observe(frame, { childList: true });
  frame.addEventListener("scroll", mark, { passive: true });
  return frame;
}
