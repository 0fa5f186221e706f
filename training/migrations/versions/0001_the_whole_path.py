"""The whole path."""

from alembic import op
import sqlalchemy as sa

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "training_audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_audit")),
    )
    op.create_table(
        "training_blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_training_blob")),
    )
    op.create_table(
        "training_department",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("youth", sa.Boolean(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["training_department.id"], name=op.f("fk_training_department_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_department")),
        sa.UniqueConstraint("code", name=op.f("uq_training_department_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_training_department_slug")),
    )
    op.create_index(
        op.f("ix_training_department_parent_id"), "training_department", ["parent_id"], unique=False
    )
    op.create_table(
        "training_employee",
        sa.Column("id", ID, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("preferred_name", sa.String(length=100), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_employee")),
        sa.UniqueConstraint("email", name=op.f("uq_training_employee_email")),
        sa.UniqueConstraint("number", name=op.f("uq_training_employee_number")),
    )
    op.create_table(
        "training_outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_training_outbox_key")),
    )
    op.create_index(
        "ix_training_outbox_waiting",
        "training_outbox",
        ["due"],
        unique=False,
        sqlite_where=sa.text("done IS NULL AND dead IS NULL"),
        postgresql_where=sa.text("done IS NULL AND dead IS NULL"),
    )
    op.create_table(
        "training_requirement_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("requirement", sa.String(length=80), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.String(length=80), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_requirement_version")),
        sa.UniqueConstraint(
            "requirement", "n", name=op.f("uq_training_requirement_version_requirement_n")
        ),
    )
    op.create_table(
        "training_revision",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_revision")),
        sa.UniqueConstraint(
            "kind", "slug", "number", name=op.f("uq_training_revision_kind_slug_number")
        ),
    )
    op.create_index("ix_training_revision_sha256", "training_revision", ["sha256"], unique=False)
    op.create_table(
        "training_approval",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["training_revision.id"], name=op.f("fk_training_approval_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_approval")),
        sa.UniqueConstraint(
            "revision_id", "role", "by", name=op.f("uq_training_approval_revision_id_role_by")
        ),
    )
    op.create_index(
        op.f("ix_training_approval_revision_id"), "training_approval", ["revision_id"], unique=False
    )
    op.create_table(
        "training_assignment",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("requirement", sa.String(length=80), nullable=False),
        sa.Column("certificate", sa.String(length=80), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["training_employee.id"],
            name=op.f("fk_training_assignment_employee_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_assignment")),
        sa.UniqueConstraint(
            "employee_id",
            "requirement",
            "from_at",
            name=op.f("uq_training_assignment_employee_id_requirement_from_at"),
        ),
    )
    op.create_index(
        "uq_training_assignment_open",
        "training_assignment",
        ["employee_id", "requirement"],
        unique=True,
        sqlite_where=sa.text("to_at IS NULL"),
        postgresql_where=sa.text("to_at IS NULL"),
    )
    op.create_table(
        "training_credential",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("certificate", sa.String(length=80), nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("serial", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("basis_sha256", sa.String(length=64), nullable=False),
        sa.Column("reissue", sa.Integer(), nullable=False),
        sa.Column("pilot", sa.Boolean(), nullable=False),
        sa.Column("issued", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("replaces_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["training_employee.id"],
            name=op.f("fk_training_credential_employee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["training_credential.id"],
            name=op.f("fk_training_credential_replaces_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["training_revision.id"],
            name=op.f("fk_training_credential_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_credential")),
        sa.UniqueConstraint(
            "employee_id",
            "certificate",
            "basis_sha256",
            "reissue",
            name=op.f("uq_training_credential_employee_id_certificate_basis_sha256_reissue"),
        ),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_training_credential_replaces_id")),
        sa.UniqueConstraint("serial", name=op.f("uq_training_credential_serial")),
    )
    op.create_index(
        "ix_training_credential_certificate",
        "training_credential",
        ["certificate", "employee_id"],
        unique=False,
    )
    op.create_table(
        "training_delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("outbox_id", ID, nullable=False),
        sa.Column("try_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["training_outbox.id"], name=op.f("fk_training_delivery_outbox_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_delivery")),
        sa.UniqueConstraint(
            "outbox_id", "try_number", name=op.f("uq_training_delivery_outbox_id_try_number")
        ),
    )
    op.create_table(
        "training_employment",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("site", sa.String(length=120), nullable=True),
        sa.Column("job", sa.String(length=120), nullable=True),
        sa.Column("job_code", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("supervisor_id", ID, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("hired", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ended IS NULL OR hired IS NULL OR ended >= hired",
            name=op.f("ck_training_employment_ends_after_hire"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["training_department.id"],
            name=op.f("fk_training_employment_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["training_employee.id"],
            name=op.f("fk_training_employment_employee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["training_employee.id"],
            name=op.f("fk_training_employment_supervisor_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_employment")),
        sa.UniqueConstraint(
            "employee_id",
            "from_day",
            "recorded",
            name=op.f("uq_training_employment_employee_id_from_day_recorded"),
        ),
    )
    op.create_index(
        "ix_training_employment_department_id",
        "training_employment",
        ["department_id"],
        unique=False,
    )
    op.create_table(
        "training_enrolment",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("module", sa.String(length=80), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["training_department.id"],
            name=op.f("fk_training_enrolment_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["training_employee.id"],
            name=op.f("fk_training_enrolment_employee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["training_revision.id"],
            name=op.f("fk_training_enrolment_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_enrolment")),
        sa.UniqueConstraint(
            "employee_id",
            "module",
            "cycle",
            name=op.f("uq_training_enrolment_employee_id_module_cycle"),
        ),
    )
    op.create_index(
        "uq_training_enrolment_open",
        "training_enrolment",
        ["employee_id", "module"],
        unique=True,
        sqlite_where=sa.text("closed IS NULL"),
        postgresql_where=sa.text("closed IS NULL"),
    )
    op.create_table(
        "training_identity",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("secret", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["training_employee.id"], name=op.f("fk_training_identity_employee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_training_identity_issuer_subject")),
    )
    op.create_index(
        op.f("ix_training_identity_employee_id"), "training_identity", ["employee_id"], unique=False
    )
    op.create_table(
        "training_revision_part",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("part", sa.String(length=120), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["training_revision.id"],
            name=op.f("fk_training_revision_part_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_revision_part")),
        sa.UniqueConstraint(
            "revision_id",
            "part",
            "department",
            "language",
            name=op.f("uq_training_revision_part_revision_id_part_department_language"),
        ),
    )
    op.create_index(
        "uq_training_revision_part_default",
        "training_revision_part",
        ["revision_id", "part", "language"],
        unique=True,
        sqlite_where=sa.text("department IS NULL"),
        postgresql_where=sa.text("department IS NULL"),
    )
    op.create_table(
        "training_role_grant",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("department_id", ID, nullable=True),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role <> 'liaison' OR department_id IS NOT NULL",
            name=op.f("ck_training_role_grant_liaison_has_department"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["training_department.id"],
            name=op.f("fk_training_role_grant_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["training_employee.id"],
            name=op.f("fk_training_role_grant_employee_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_role_grant")),
    )
    op.create_index(
        op.f("ix_training_role_grant_department_id"),
        "training_role_grant",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_training_role_grant_employee_id"),
        "training_role_grant",
        ["employee_id"],
        unique=False,
    )
    op.create_table(
        "training_session",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["training_employee.id"], name=op.f("fk_training_session_employee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_training_session_token_hash")),
    )
    op.create_index(
        op.f("ix_training_session_employee_id"), "training_session", ["employee_id"], unique=False
    )
    op.create_table(
        "training_attempt",
        sa.Column("id", ID, nullable=False),
        sa.Column("enrolment_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["training_enrolment.id"],
            name=op.f("fk_training_attempt_enrolment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["training_revision.id"], name=op.f("fk_training_attempt_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attempt")),
        sa.UniqueConstraint(
            "enrolment_id", "number", name=op.f("uq_training_attempt_enrolment_id_number")
        ),
    )
    op.create_index(
        "uq_training_attempt_unsubmitted",
        "training_attempt",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("submitted IS NULL"),
        postgresql_where=sa.text("submitted IS NULL"),
    )
    op.create_table(
        "training_document",
        sa.Column("id", ID, nullable=False),
        sa.Column("credential_id", ID, nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("blob_sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["blob_sha256"], ["training_blob.sha256"], name=op.f("fk_training_document_blob_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"],
            ["training_credential.id"],
            name=op.f("fk_training_document_credential_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_document")),
        sa.UniqueConstraint(
            "credential_id",
            "form",
            "language",
            name=op.f("uq_training_document_credential_id_form_language"),
        ),
    )
    op.create_table(
        "training_reading",
        sa.Column("id", ID, nullable=False),
        sa.Column("enrolment_id", ID, nullable=False),
        sa.Column("section", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["training_enrolment.id"],
            name=op.f("fk_training_reading_enrolment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_reading")),
        sa.UniqueConstraint(
            "enrolment_id", "section", name=op.f("uq_training_reading_enrolment_id_section")
        ),
    )
    op.create_table(
        "training_answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["training_attempt.id"], name=op.f("fk_training_answer_attempt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_answer")),
        sa.UniqueConstraint("attempt_id", "item", name=op.f("uq_training_answer_attempt_id_item")),
    )
    op.create_table(
        "training_attempt_item",
        sa.Column("id", ID, nullable=False),
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("option_order", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["training_attempt.id"],
            name=op.f("fk_training_attempt_item_attempt_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attempt_item")),
        sa.UniqueConstraint(
            "attempt_id", "item", name=op.f("uq_training_attempt_item_attempt_id_item")
        ),
        sa.UniqueConstraint(
            "attempt_id", "position", name=op.f("uq_training_attempt_item_attempt_id_position")
        ),
    )
    op.create_table(
        "training_completion",
        sa.Column("id", ID, nullable=False),
        sa.Column("enrolment_id", ID, nullable=False),
        sa.Column("attempt_id", ID, nullable=True),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["training_attempt.id"], name=op.f("fk_training_completion_attempt_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["training_department.id"],
            name=op.f("fk_training_completion_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["training_enrolment.id"],
            name=op.f("fk_training_completion_enrolment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["training_revision.id"],
            name=op.f("fk_training_completion_revision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_completion")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_training_completion_enrolment_id")),
    )
    op.create_table(
        "training_score",
        sa.Column("id", ID, nullable=False),
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("of", sa.Double(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "points >= 0 AND points <= of", name=op.f("ck_training_score_points_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["training_attempt.id"], name=op.f("fk_training_score_attempt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_score")),
        sa.UniqueConstraint(
            "attempt_id", "version", name=op.f("uq_training_score_attempt_id_version")
        ),
    )
    op.create_table(
        "training_credential_basis",
        sa.Column("id", ID, nullable=False),
        sa.Column("credential_id", ID, nullable=False),
        sa.Column("completion_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["completion_id"],
            ["training_completion.id"],
            name=op.f("fk_training_credential_basis_completion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"],
            ["training_credential.id"],
            name=op.f("fk_training_credential_basis_credential_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_credential_basis")),
        sa.UniqueConstraint(
            "credential_id",
            "completion_id",
            name=op.f("uq_training_credential_basis_credential_id_completion_id"),
        ),
    )
