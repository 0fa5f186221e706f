"""Only what changed."""

import hashlib
import json

from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _text()
    _learning()
    _asking()
    _others()
    _calendar()
    _completions()


def _text() -> None:
    """What a revision asks, rests on and is announced with."""
    op.create_table('training_change',
    sa.Column('id', ID, nullable=False),
    sa.Column('revision_id', ID, nullable=False),
    sa.Column('part', sa.String(length=120), nullable=False),
    sa.Column('department', sa.String(length=80), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('label', sa.String(length=10), nullable=False),
    sa.Column('cause', sa.String(length=300), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('wrong_key', sa.Boolean(), nullable=False),
    sa.CheckConstraint("label IN ('wording', 'reread', 'retest')", name=op.f('ck_training_change_known_label')),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_change_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_change')),
    sa.UniqueConstraint('revision_id', 'part', 'department', 'language', 'cause', name=op.f('uq_training_change_revision_id_part_department_language_cause'))
    )
    op.create_index('uq_training_change_default', 'training_change', ['revision_id', 'part', 'language', 'cause'], unique=True, sqlite_where=sa.text('department IS NULL'), postgresql_where=sa.text('department IS NULL'))
    op.create_table('training_clause',
    sa.Column('id', ID, nullable=False),
    sa.Column('revision_id', ID, nullable=False),
    sa.Column('part', sa.String(length=120), nullable=False),
    sa.Column('clause', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_clause_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_clause')),
    sa.UniqueConstraint('revision_id', 'part', 'clause', name=op.f('uq_training_clause_revision_id_part_clause'))
    )
    op.create_index('ix_training_clause_clause', 'training_clause', ['clause'], unique=False)
    op.create_table('training_bulletin',
    sa.Column('id', ID, nullable=False),
    sa.Column('revision_id', ID, nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('to_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('second', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_bulletin_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_bulletin'))
    )


def _learning() -> None:
    """What people know, how they showed it, and what they have read."""
    op.create_table('training_knowledge',
    sa.Column('id', ID, nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('before_id', ID, nullable=True),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('revision_id', ID, nullable=False),
    sa.Column('department', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=True),
    sa.Column('held', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['before_id'], ['training_knowledge.id'], name=op.f('fk_training_knowledge_before_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_knowledge_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_knowledge')),
    sa.UniqueConstraint('sha256', name=op.f('uq_training_knowledge_sha256'))
    )
    op.create_table('training_evidence',
    sa.Column('id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('blob_sha256', sa.String(length=64), nullable=True),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('second', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['blob_sha256'], ['training_blob.sha256'], name=op.f('fk_training_evidence_blob_sha256')),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_evidence_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_evidence'))
    )
    op.create_index(op.f('ix_training_evidence_employee_id'), 'training_evidence', ['employee_id'], unique=False)
    op.create_table('training_acknowledgement',
    sa.Column('id', ID, nullable=False),
    sa.Column('bulletin_id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bulletin_id'], ['training_bulletin.id'], name=op.f('fk_training_acknowledgement_bulletin_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_acknowledgement_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_acknowledgement')),
    sa.UniqueConstraint('bulletin_id', 'employee_id', name=op.f('uq_training_acknowledgement_bulletin_id_employee_id'))
    )


def _asking() -> None:
    """What is asked of one person otherwise than of the others."""
    op.create_table('training_extension',
    sa.Column('id', ID, nullable=False),
    sa.Column('assignment_id', ID, nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['training_assignment.id'], name=op.f('fk_training_extension_assignment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_extension'))
    )
    op.create_index(op.f('ix_training_extension_assignment_id'), 'training_extension', ['assignment_id'], unique=False)
    op.create_table('training_excuse',
    sa.Column('id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('certificate', sa.String(length=80), nullable=True),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('to_day >= from_day', name=op.f('ck_training_excuse_ends_after_begin')),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_excuse_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_excuse'))
    )
    op.create_index(op.f('ix_training_excuse_employee_id'), 'training_excuse', ['employee_id'], unique=False)
    op.create_table('training_accommodation',
    sa.Column('id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=120), nullable=True),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_accommodation_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_accommodation'))
    )
    op.create_index(op.f('ix_training_accommodation_employee_id'), 'training_accommodation', ['employee_id'], unique=False)
    with op.batch_alter_table('training_assignment', schema=None) as batch_op:
        batch_op.alter_column('due', existing_type=sa.DATE(), nullable=True)
        batch_op.create_index('ix_training_assignment_certificate', ['certificate', 'employee_id'], unique=False)


def _others() -> None:
    """What the City set by hand, and what became of certificates."""
    op.create_table('training_setting',
    sa.Column('id', ID, nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_setting'))
    )
    op.create_index('ix_training_setting_key_at', 'training_setting', ['key', 'at'], unique=False)
    op.create_table('training_credential_event',
    sa.Column('id', ID, nullable=False),
    sa.Column('credential_id', ID, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('second', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('revoked')", name=op.f('ck_training_credential_event_known_kind')),
    sa.ForeignKeyConstraint(['credential_id'], ['training_credential.id'], name=op.f('fk_training_credential_event_credential_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_credential_event')),
    sa.UniqueConstraint('credential_id', 'kind', name=op.f('uq_training_credential_event_credential_id_kind'))
    )


def _calendar() -> None:
    """Secret addresses that calendars ask at."""
    op.create_table('training_calendar_link',
    sa.Column('id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_calendar_link_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_calendar_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_training_calendar_link_token_hash'))
    )
    op.create_index('uq_training_calendar_link_open', 'training_calendar_link', ['employee_id'], unique=True, sqlite_where=sa.text('ended IS NULL'), postgresql_where=sa.text('ended IS NULL'))


def _completions() -> None:
    """Completions say whose they are and what was known with them."""
    with op.batch_alter_table('training_enrolment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parts', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('known', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('before_id', ID, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_training_enrolment_before_id'), 'training_knowledge', ['before_id'], ['id'])
    with op.batch_alter_table('training_completion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('employee_id', ID, nullable=True))
        batch_op.add_column(sa.Column('module', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('evidence_id', ID, nullable=True))
        batch_op.add_column(sa.Column('knowledge_id', ID, nullable=True))
    _fill()
    with op.batch_alter_table('training_completion', schema=None) as batch_op:
        batch_op.alter_column('employee_id', existing_type=ID, nullable=False)
        batch_op.alter_column('module', existing_type=sa.String(length=80), nullable=False)
        batch_op.alter_column('knowledge_id', existing_type=ID, nullable=False)
        batch_op.create_index('ix_training_completion_who', ['module', 'employee_id', 'at', 'knowledge_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_completion_employee_id'), ['employee_id'], unique=False)
        for column, table in (('evidence', 'evidence'), ('employee', 'employee'), ('knowledge', 'knowledge')):
            batch_op.create_foreign_key(batch_op.f(f'fk_training_completion_{column}_id'), f'training_{table}', [f'{column}_id'], ['id'])


def _fill() -> None:
    """What each completion gave credit for: all of its revision, and what was known before it."""
    bind = op.get_bind()
    rows = bind.execute(sa.text("""
        SELECT completion.id, enrolment.id, enrolment.employee_id, enrolment.module,
            completion.revision_id, department.slug, completion.language
        FROM training_completion AS completion
        JOIN training_enrolment AS enrolment ON enrolment.id = completion.enrolment_id
        JOIN training_department AS department ON department.id = completion.department_id
        ORDER BY completion.at, completion.id
    """)).all()
    known: dict[str, int] = {}
    last: dict[tuple[int, str], int] = {}
    for completion, enrolment, employee, module, revision_id, department, language in rows:
        before = last.get((employee, module))
        said = [before, module, revision_id, department, language, None, None]
        text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        if sha256 not in known:
            known[sha256] = bind.execute(sa.text("""
                INSERT INTO training_knowledge
                    (sha256, before_id, module, revision_id, department, language)
                VALUES (:sha256, :before, :module, :revision, :department, :language)
                RETURNING id
            """), {"sha256": sha256, "before": before, "module": module,
                   "revision": revision_id, "department": department,
                   "language": language}).scalar_one()
        last[employee, module] = known[sha256]
        bind.execute(sa.text("""
            UPDATE training_completion SET employee_id = :employee, module = :module,
                knowledge_id = :knowledge WHERE id = :id
        """), {"employee": employee, "module": module, "knowledge": known[sha256],
               "id": completion})
        bind.execute(sa.text("UPDATE training_enrolment SET before_id = :before WHERE id = :id"),
                     {"before": before, "id": enrolment})
    bind.execute(sa.text("""
        UPDATE training_enrolment SET before_id = (
            SELECT max(completion.knowledge_id) FROM training_completion AS completion
            WHERE completion.employee_id = training_enrolment.employee_id
                AND completion.module = training_enrolment.module
                AND completion.at = (
                    SELECT max(last.at) FROM training_completion AS last
                    WHERE last.employee_id = completion.employee_id
                        AND last.module = completion.module))
        WHERE closed IS NULL
    """))
