const { randomBytes } = require("node:crypto");

module.exports = {
  host: "127.0.0.1",
  port: Number(process.env.PORT),
  app: { keys: [randomBytes(16).toString("hex")] },
  dirs: { public: process.env.PEER_PUBLIC_FOLDER },
  logger: { updates: { enabled: false }, startup: { enabled: false } },
};
