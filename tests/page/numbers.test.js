// Numbers as files: CSV that a spreadsheet reads, and what it must not run.
import assert from "node:assert/strict";
import test from "node:test";
import { csvOf, matrixTable, numbers, numbersOf, vectorTable } from "../../assets/page/shared/numbers.js";

/** As a spreadsheet reads it (RFC 4180). */
function read(csv) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < csv.length; i++) {
    const letter = csv[i];
    const row = rows.at(-1);
    if (quoted && letter === '"' && csv[i + 1] === '"') row[row.length - 1] += csv[++i];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") row.push("");
    else if (!quoted && letter === "\r" && csv[i + 1] === "\n") {
      rows.push([""]);
      i++;
    } else row[row.length - 1] += letter;
  }
  return rows.slice(0, -1);
}

test("a matrix has its tokens above and at the side, and numbers in full", () => {
  const csv = csvOf([matrixTable("", "", ["she", ","], ["she", '"'], (i, j) => [[0.1234567890123, 1], [-2e-9, 0]][i][j])]);
  assert.equal(csv[0], "\ufeff");
  assert.deepEqual(read(csv.slice(1)), [["", "she", '"'], ["she", "0.1234567890123", "1"], [",", "-2e-9", "0"]]);
});

test("what a spreadsheet would run is text; a number below zero is a number", () => {
  const rows = [["=1+1"], ["+"], ["-"], ["@x"], ["\tx"], [-1.5], ["a=b"]];
  const cells = read(csvOf([{ columns: ["token"], rows }]).slice(1)).slice(1).map(([cell]) => cell);
  assert.deepEqual(cells, ["'=1+1", "'+", "'-", "'@x", "'\tx", "-1.5", "a=b"]);
});

test("several tables have their titles, and an empty line between; line breaks stay in their cell", () => {
  const tables = [{ title: "one", columns: ["a"], rows: [["x\ny"]] }, { title: "two", columns: ["b", "c"], rows: [[null, Number.NaN]] }];
  assert.deepEqual(read(csvOf(tables).slice(1)), [["one"], ["a"], ["x\ny"], [""], ["two"], ["b", "c"], ["", ""]]);
});

test("of what the numbers are comes behind them, after an empty line", () => {
  const csv = csvOf([{ columns: ["a"], rows: [[1]] }], [["text", "=1"], ["layer", 2]]);
  assert.deepEqual(read(csv.slice(1)), [["a"], ["1"], [""], ["text", "'=1"], ["layer", "2"]]);
});

test("vectors stand side by side, and a shorter one ends", () => {
  const { columns, rows } = vectorTable("", [{ name: "q", values: [1, 2] }, { name: "k", values: [3] }]);
  assert.deepEqual([columns, rows], [["", "q", "k"], [[1, 1, 3], [2, 2, undefined]]]);
});

test("an instrument without a picture has no table", async () => {
  numbers({ dataset: { name: "lens" } }, () => [{ columns: ["a"], rows: [] }, { columns: ["b"], rows: [[1]] }]);
  assert.deepEqual(await numbersOf("lens"), [{ columns: ["b"], rows: [[1]] }]);
  assert.deepEqual(await numbersOf("attention"), []);
});
