/* Certificate numbers: X, year, catalogue code, level, serial, check character (ISO/IEC 7064 MOD 37,36). */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const FORM = /^X(2019|20[2-9]\d|2[1-9]\d\d)([0-9A-Z]{6})([123])(\d{7})([0-9A-Z])$/;

export const checkCharacter = (body) => {
  let product = 36;
  for (const character of body) product = ((product + ALPHABET.indexOf(character)) % 36 || 36) * 2 % 37;
  return ALPHABET[(37 - product) % 36];
};

/* The number of these parts, or null where no certificate has them. */
export const compose = (year, code, level, serial) => {
  const body = `X${year}${code.toString(36).toUpperCase().padStart(6, "0")}${level}${String(serial).padStart(7, "0")}`;
  const number = body + checkCharacter(body);
  return serial > 0 && FORM.test(number) ? number : null;
};

/* The parts of a number, or null where it cannot be right. */
export const parse = (number) => {
  const form = FORM.exec(number);
  if (!form || Number(form[4]) === 0 || checkCharacter(number.slice(0, -1)) !== form[5]) return null;
  return { code: form[2], level: Number(form[3]) };
};

export const spaced = (number) => number.replace(/^(.)(.{4})(.{6})(.)(.{7})(.)$/, "$1 $2 $3 $4 $5 $6");
