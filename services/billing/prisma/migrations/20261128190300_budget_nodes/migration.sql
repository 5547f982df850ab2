-- Replica of the nodes of projects' budgets: an order names one of its own project.
CREATE TABLE budget_node_replica (
  node_id    uuid PRIMARY KEY,
  version    integer NOT NULL,
  project_id uuid NOT NULL,
  removed    boolean NOT NULL,
  CONSTRAINT budget_node_replica_project_key UNIQUE (node_id, project_id)
);
-- Not for what was entered before nodes were known here.
ALTER TABLE cpo ADD CONSTRAINT cpo_budget_node_fkey FOREIGN KEY (budget_node_id, project_id)
  REFERENCES budget_node_replica (node_id, project_id) NOT VALID;
