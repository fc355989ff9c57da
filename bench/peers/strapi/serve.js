/**
 * Strapi in production, without its admin panel, on the database and the port that the environment names. Makes one API
 * token in src/index.js and tells it to who started this.
 */
const { createStrapi } = require("@strapi/strapi");

createStrapi({ appDir: __dirname, distDir: __dirname, serveAdminPanel: false, autoReload: false })
  .start()
  .then((strapi) => process.send({ type: "ready", token: strapi.config.get("bench.token") }));
