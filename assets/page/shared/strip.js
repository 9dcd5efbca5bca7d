// A vector as a strip of cells, blue above zero and orange below; the number under the pointer is told.
bertdemo.strip = (values, most, words) => {
  const canvas = bertdemo.make("canvas", "bd-numbers");
  canvas.width = values.length;
  canvas.height = 1;
  const image = new ImageData(values.length, 1);
  values.forEach((value, i) => {
    // The square root keeps small numbers visible beside the few large ones that BERT's vectors hold.
    const share = Math.sign(value) * Math.sqrt(Math.min(1, Math.abs(value) / (most || 1)));
    image.data.set([...bertdemo.diverging(share), 255], 4 * i);
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", bertdemo.fill(words.strip, { count: values.length }));
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * values.length);
    const i = Math.min(values.length - 1, Math.max(0, at));
    canvas.title = bertdemo.fill(words.number, { number: i + 1, value: bertdemo.signed(values[i]) });
  });
  return canvas;
};

bertdemo.signed = (value) => (Math.abs(value) < 5e-4 ? "0" : value.toPrecision(3));

bertdemo.largest = (rows) => Math.max(...rows.map((row) => Math.max(...row.map(Math.abs))));
