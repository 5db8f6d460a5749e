// Starts the WebAssembly program; says so in plain words when it cannot.
import init from "/assets/app.mjs";

const root = document.documentElement;
try {
  await init({ module_or_path: "/assets/app.wasm" });
  root.setAttribute('data-boot', 'running');
} catch (trouble) {
  console.error(trouble);
  root.setAttribute('data-boot', 'failed');
}
