// @ts-check
// The page's language, as the server wrote it into the document: Gradio sets the visitor's there until the page has opened.

/** As HTML names it: "en", "zh-CN". */
export const htmlLanguage = globalThis.document?.documentElement.lang ?? "en";

export const isEnglish = !htmlLanguage.startsWith("zh");
