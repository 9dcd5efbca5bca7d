// @ts-check
// The page of all terms: dark or light as the visitor chose it in the app, else as the system is.
import { dress } from "./theme.js";

document.body.classList.toggle("dark", matchMedia("(prefers-color-scheme: dark)").matches);
dress();
