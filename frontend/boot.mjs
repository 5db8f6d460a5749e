// Starts the WebAssembly program; says so in plain words when it cannot. What a browser is able to do, early.js knows.
// That something is being opened is said until the program has something to show.

const root = document.documentElement;

async function start() {
  try {
    // Imported here and not above, so that a part that does not arrive is noticed; it is preloaded all the same.
    const { default: init } = await import("/assets/app.mjs");
    await init({ module_or_path: "/assets/app.wasm" });
  } catch (trouble) {
    console.error(trouble);
    root.setAttribute('data-boot', 'failed');
  }
}

if (root.getAttribute('data-boot') === 'opening') start();
