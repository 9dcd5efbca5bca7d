// Language, dark, projector size, and a link that holds what is on screen.
bertdemo.components.tools = (element, words) => {
  const tool = (label, sign, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bd-tool";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => act(button));
    element.append(button);
    return button;
  };

  const other = document.createElement("a");
  other.className = "bd-tool";
  other.textContent = words.other_language;
  other.title = words.other_language_name;
  other.lang = words.language === "zh" ? "en" : "zh";
  other.href = bertdemo.link(words.language === "zh" ? "en" : "zh");
  other.addEventListener("pointerenter", follow);
  other.addEventListener("focus", follow);
  other.addEventListener("click", follow);
  element.append(other);
  function follow() {
    other.href = bertdemo.link(words.language === "zh" ? "en" : "zh");
  }

  const pressed = (button, on) => button.setAttribute("aria-pressed", String(on));
  pressed(tool(words.dark, "☾", (button) => {
    const dark = document.body.classList.toggle("dark");
    bertdemo.keep("dark", dark);
    pressed(button, dark);
  }), document.body.classList.contains("dark"));
  pressed(tool(words.projector, "⤢", (button) => {
    const large = document.documentElement.classList.toggle("bd-projector");
    pressed(button, large);
  }), false);

  const told = document.createElement("span");
  told.className = "bd-quiet";
  told.setAttribute("role", "status");
  tool(words.link, "🔗", async () => {
    const link = bertdemo.link(words.language);
    try {
      await navigator.clipboard.writeText(link);
      told.textContent = words.copied;
    } catch {  // no permission, or a page without https: the visitor copies by hand
      window.prompt(words.not_copied, link);
    }
  });
  element.append(told);
};
