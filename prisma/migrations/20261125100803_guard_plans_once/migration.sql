-- The guard's look-ups are planned once in a connection. Postgres guesses that an array has ten elements where it has one
-- or two, takes the plan for any array to be dearer than a fresh one each time, and so spends five times as long on the plan
-- of these joins as on the answer. Whatever the array holds, the plan is the same: by the unique index on the hash.
ALTER FUNCTION auth.find_guarded_token(bytea[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION auth.find_guarded_tenant(text) SET plan_cache_mode = force_generic_plan;
