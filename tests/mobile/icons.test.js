// What a home screen does with the icons: it cuts a maskable one to a circle or a drop, and an iPhone paints black behind what can be seen through.
import { equal, ok } from "./assert.js";

const GREEN = [31, 117, 103, 255];
const SAFE = 0.4; // of the width, from the middle: what every mask leaves (W3C, Web Application Manifest, 2.5.4)

const manifest = async () => (await fetch("/app/manifest.webmanifest")).json();

// Its width and its dots: [x, y, [red, green, blue, opacity]].
async function seen(src) {
  const picture = await createImageBitmap(await (await fetch(`/app/${src}`)).blob());
  const { width } = picture;
  equal(picture.height, width, src);
  const paper = new OffscreenCanvas(width, width).getContext("2d");
  paper.drawImage(picture, 0, 0);
  const { data } = paper.getImageData(0, 0, width, width);
  return { width, dots: Array.from({ length: width * width }, (_, n) => [n % width, Math.floor(n / width), [...data.subarray(4 * n, 4 * n + 4)]]) };
}

export async function every_picture_is_as_large_as_the_manifest_says() {
  const pictures = (await manifest()).icons.filter(({ type }) => type === "image/png");
  for (const { src, sizes } of pictures) equal(`${(await seen(src)).width}x${(await seen(src)).width}`, sizes, src);
  equal(pictures.map(({ sizes }) => sizes), ["192x192", "512x512"]);
}

export async function a_mask_cuts_nothing_of_the_drawing_off() {
  const [{ src }] = (await manifest()).icons.filter(({ purpose }) => purpose.includes("maskable"));
  const { width, dots } = await seen(src);
  const drawn = dots.filter(([, , colour]) => String(colour) !== String(GREEN));
  ok(drawn.length > 1000);
  equal(drawn.filter(([x, y]) => Math.hypot(x + 0.5 - width / 2, y + 0.5 - width / 2) > SAFE * width), []);
}

export async function on_an_iphone_nothing_is_seen_through() {
  const page = new DOMParser().parseFromString(await (await fetch("/app/index.html")).text(), "text/html");
  const { dots } = await seen(page.querySelector("link[rel=apple-touch-icon]").getAttribute("href"));
  equal(dots.filter(([, , [, , , opacity]]) => opacity < 255), []);
}
