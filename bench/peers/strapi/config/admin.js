const { randomBytes } = require("node:crypto");

const secret = () => randomBytes(16).toString("hex");

module.exports = {
  auth: { secret: secret() },
  apiToken: { salt: secret() },
  transfer: { token: { salt: secret() } },
  secrets: { encryptionKey: randomBytes(32).toString("hex") },
};
