/* Finds QR codes in pictures and camera frames. The vendored decoder, a classic script, runs as WebAssembly. */

const WASM = new URL("../../foundation/vendor/zxing_reader.wasm", import.meta.url).href;
const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 8 };
/* A code of a whole photographed sheet needs the large picture, one that fills the picture reads best in a small one. */
const SIDES = [1600, 3200, 800];

const { prepareZXingModule, readBarcodes } = globalThis.ZXingWASM;

/* Fetched at once, so that it is there when the network is not. */
export const ready = prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true });

const pixels = (source, width, height, side) => {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff"; /* what is transparent counts as paper */
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

const texts = async (image) => (await readBarcodes(image, OPTIONS)).filter((code) => code.isValid).map((code) => code.text);

/* The texts of the codes in a picture file. Throws on what is no picture. */
export const inPicture = async (file) => {
  const picture = await createImageBitmap(file);
  try {
    for (const side of SIDES) {
      const found = await texts(pixels(picture, picture.width, picture.height, side));
      if (found.length) return found;
    }
    return [];
  } finally {
    picture.close();
  }
};

export const inFrame = async (video) => (video.videoWidth ? texts(pixels(video, video.videoWidth, video.videoHeight, SIDES[0])) : []);
