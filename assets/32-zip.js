/* A zip file of a few small parts, stored as they are: what an XLSX is made of. */
(function () {
  "use strict";

  const CRC = Uint32Array.from({ length: 256 }, function (_, number) {
    let value = number;
    for (let bit = 0; bit < 8; bit += 1) { value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1; }
    return value;
  });
  const VERSION = 20, UTF8 = 0x0800, FIRST_DAY = 0x21;

  function checksum(bytes) {
    let value = 0xffffffff;
    for (const byte of bytes) { value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8); }
    return (value ^ 0xffffffff) >>> 0;
  }

  /* Numbers of two and four bytes, the lowest byte first. */
  function packed(...fields) {
    const bytes = [];
    for (const [size, value] of fields) {
      for (let place = 0; place < size; place += 1) { bytes.push((value >>> (8 * place)) & 0xff); }
    }
    return Uint8Array.from(bytes);
  }

  /* What a part's own header and its entry in the directory have in common. */
  const facts = (part) => [[2, VERSION], [2, UTF8], [2, 0], [2, 0], [2, FIRST_DAY], [4, part.crc],
    [4, part.bytes.length], [4, part.bytes.length], [2, part.name.length], [2, 0]];

  /* A Blob with parts given as [name, text]; the first comes first. */
  function zip(parts, type) {
    const encoder = new TextEncoder();
    const chunks = [], directory = [];
    let offset = 0;
    for (const [title, text] of parts) {
      const part = { name: encoder.encode(title), bytes: encoder.encode(text) };
      part.crc = checksum(part.bytes);
      const head = packed([4, 0x04034b50], ...facts(part));
      directory.push(packed([4, 0x02014b50], [2, VERSION], ...facts(part), [2, 0], [2, 0], [2, 0],
        [4, 0], [4, offset]), part.name);
      chunks.push(head, part.name, part.bytes);
      offset += head.length + part.name.length + part.bytes.length;
    }
    const size = directory.reduce((sum, chunk) => sum + chunk.length, 0);
    const end = packed([4, 0x06054b50], [2, 0], [2, 0], [2, parts.length], [2, parts.length],
      [4, size], [4, offset], [2, 0]);
    return new Blob([...chunks, ...directory, end], { type });
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { zip });
})();
