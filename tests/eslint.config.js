// What is asked of the page's scripts and of their tests.
import js from "@eslint/js";
import globals from "globals";

export default [
  { files: ["assets/page/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/page/**/*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  {
    files: ["assets/page/**/*.js", "tests/page/**/*.js"],
    ...js.configs.recommended,
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines-per-function": ["error", { max: 60 }],
      "max-lines": ["error", { max: 250 }],
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML"].map((property) => ({ property }))],
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
];
