-- What the tenant knows of a customer, by name: triage rules ask about it.
CREATE TABLE customer_attributes (
  customer_id uuid   PRIMARY KEY REFERENCES customer ON DELETE CASCADE,
  tenant_id   uuid   NOT NULL,
  attributes  jsonb  NOT NULL,
  version     bigint NOT NULL
);
ALTER TABLE customer_attributes ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_attributes FORCE ROW LEVEL SECURITY;
CREATE POLICY customer_attributes_tenant ON customer_attributes
  USING (tenant_id = threadline_tenant()) WITH CHECK (tenant_id = threadline_tenant());
