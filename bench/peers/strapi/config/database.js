/* The pool is that of the template from which Strapi makes new projects. */
module.exports = {
  connection: {
    client: "postgres",
    connection: { connectionString: process.env.DATABASE_URL, ssl: false },
    pool: { min: 2, max: 10 },
  },
};
