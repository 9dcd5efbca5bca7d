// What the visitor must know about the text: cut, empty, too many waiting. A picture that belongs to an
// earlier sentence is dimmed, never taken away.
bertdemo.components.notice = (element) => {
  element.setAttribute("role", "status");
  bertdemo.notice = (message, stale) => {
    element.textContent = message || "";
    document.body.classList.toggle("bd-stale", Boolean(stale));
  };
};
