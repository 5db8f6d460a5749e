// Time to pixels, measured the same way on any page that draws with WebGL: no hook in the page is needed.
//
// The probe is injected before the page's own scripts. Whenever the page has drawn, it reads a few pixels of the
// canvas at the end of that task, which also makes the software renderer finish, and notes when the colours that a
// test waits for are there.

/** Runs in the page, before everything else. Puts `pixels` on the window. */
export function probe() {
  // Edges of cells five pixels wide are blended with their neighbours.
  const NEAR = 48;
  let waiting = null;
  let asked = false;

  const draws = ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'];
  for (const name of draws) {
    const own = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...args) {
      own.apply(this, args);
      if (waiting && !asked) {
        asked = true;
        queueMicrotask(() => { asked = false; look(this); });
      }
    };
  }

  function look(gl) {
    if (!waiting) return;
    const bound = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
    const box = gl.canvas.getBoundingClientRect();
    const scale = gl.drawingBufferWidth / box.width;
    const found = new Uint8Array(4);
    const wrong = [];
    for (const { x, y, colours } of waiting.points) {
      const left = Math.floor((x - box.left) * scale);
      const up = gl.drawingBufferHeight - 1 - Math.floor((y - box.top) * scale);
      gl.readPixels(left, up, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, found);
      const fits = colours.some((colour) => colour.every((part, i) => Math.abs(part - found[i]) <= NEAR));
      if (!fits) wrong.push(`${Math.round(x)},${Math.round(y)} is ${found.slice(0, 3)}, not ${colours.join(' or ')}`);
    }
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound);
    waiting.wrong = wrong;
    if (wrong.length <= waiting.allowed) {
      const { resolve } = waiting;
      waiting = null;
      resolve(performance.now());
    }
  }

  window.pixels = {
    /**
     * Resolves with the time, in ms since navigation began, at which a drawn frame shows nine tenths of the points in
     * one of their colours: labels may cover some. A point is `{x, y, colours: [[r, g, b], …]}` in CSS pixels of the page.
     */
    wait(points) {
      return new Promise((resolve) => {
        waiting = { points, allowed: Math.floor(points.length / 10), wrong: ['nothing was drawn'], resolve };
      });
    },
    /** What is wrong with the frame drawn last: for the message of a test that waited in vain. */
    wrong: () => waiting?.wrong,
  };
}

/** `#27496D` → `[39, 73, 109]`. */
export function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Where a place lies on a map of `width` × `height` CSS pixels: Web Mercator, tiles of 512 pixels. */
export function project([lon, lat], { centre, zoom, width, height }) {
  const world = 512 * 2 ** zoom;
  const mercator = ([x, y]) => [
    (x / 360 + 0.5) * world,
    (0.5 - Math.log(Math.tan(Math.PI / 4 + (y * Math.PI) / 360)) / (2 * Math.PI)) * world,
  ];
  const [x, y] = mercator([lon, lat]);
  const [x0, y0] = mercator(centre);
  return { x: width / 2 + x - x0, y: height / 2 + y - y0 };
}
