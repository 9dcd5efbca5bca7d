// What the visitor must know about the text: cut, empty, too many waiting, in another language; and the model that would
// read it, in one click. A picture that belongs to an earlier sentence is dimmed, never taken away.
bertdemo.components.notice = (element) => {
  element.setAttribute("role", "status");
  bertdemo.notice = (message, stale, offer) => {
    element.textContent = message || "";
    if (offer) element.append(" ", bertdemo.button(offer.name, "bd-offer", () => bertdemo.use(offer.key)));
    document.body.classList.toggle("bd-stale", Boolean(stale));
  };
};
