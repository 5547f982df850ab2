-- What was approved for closure counts the orders as they were: while the ledger is locked none comes, goes or changes.
CREATE FUNCTION order_of_locked_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM project_ledger WHERE project_id = NEW.project_id AND closure_id IS NOT NULL) THEN
    RAISE EXCEPTION 'the ledger of project % is locked: its orders do not change', NEW.project_id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ledger_is_locked', TABLE = tg_table_name;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER cpo_of_locked_ledger BEFORE INSERT OR UPDATE ON cpo FOR EACH ROW
  WHEN (NEW.project_id IS NOT NULL) EXECUTE FUNCTION order_of_locked_ledger();
