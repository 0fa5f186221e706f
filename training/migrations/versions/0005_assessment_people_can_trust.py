"""Assessment people can trust."""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table('training_legal_hold',
    sa.Column('id', ID, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('to_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('employee', 'module', 'everything')", name=op.f('ck_training_legal_hold_known_kind')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_legal_hold'))
    )
    op.create_index('ix_training_legal_hold_kind_subject', 'training_legal_hold', ['kind', 'subject'], unique=False)
    op.create_table('training_exercise',
    sa.Column('id', ID, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('department_id', ID, nullable=False),
    sa.Column('site', sa.String(length=120), nullable=False),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('scenario', sa.String(length=120), nullable=False),
    sa.Column('headcount', sa.Integer(), nullable=False),
    sa.Column('steps', sa.JSON(), nullable=False),
    sa.Column('corrects_id', ID, nullable=True),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('headcount > 0', name=op.f('ck_training_exercise_somebody')),
    sa.ForeignKeyConstraint(['corrects_id'], ['training_exercise.id'], name=op.f('fk_training_exercise_corrects_id')),
    sa.ForeignKeyConstraint(['department_id'], ['training_department.id'], name=op.f('fk_training_exercise_department_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_exercise')),
    sa.UniqueConstraint('corrects_id', name=op.f('uq_training_exercise_corrects_id'))
    )
    op.create_index('ix_training_exercise_department_id', 'training_exercise', ['department_id'], unique=False)
    op.create_table('training_feedback',
    sa.Column('id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('page', sa.String(length=200), nullable=False),
    sa.Column('module', sa.String(length=80), nullable=True),
    sa.Column('part', sa.String(length=120), nullable=True),
    sa.Column('revision_id', ID, nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.Column('replied', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replied_by', sa.Integer(), nullable=True),
    sa.Column('seen', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_feedback_employee_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_feedback_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_feedback'))
    )
    op.create_index('ix_training_feedback_employee_id', 'training_feedback', ['employee_id'], unique=False)
    op.create_table('training_probe',
    sa.Column('id', ID, nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('department_id', ID, nullable=True),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('right', sa.Boolean(), nullable=False),
    sa.Column('sure', sa.String(length=10), nullable=False),
    sa.CheckConstraint("sure IN ('guess', 'fairly', 'sure')", name=op.f('ck_training_probe_known_sure')),
    sa.ForeignKeyConstraint(['department_id'], ['training_department.id'], name=op.f('fk_training_probe_department_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_probe'))
    )
    op.create_index('ix_training_probe_month', 'training_probe', ['month'], unique=False)
    op.create_table('training_probe_offer',
    sa.Column('id', ID, nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('department_id', ID, nullable=False),
    sa.Column('items', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['department_id'], ['training_department.id'], name=op.f('fk_training_probe_offer_department_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_probe_offer_employee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_probe_offer')),
    sa.UniqueConstraint('month', 'employee_id', name=op.f('uq_training_probe_offer_month_employee_id'))
    )
    op.create_index(op.f('ix_training_probe_offer_employee_id'), 'training_probe_offer', ['employee_id'], unique=False)
    op.create_table('training_tally',
    sa.Column('id', ID, nullable=False),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('revision_id', ID, nullable=False),
    sa.Column('department_id', ID, nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('share', sa.Double(), nullable=False),
    sa.Column('rest', sa.Double(), nullable=True),
    sa.Column('chosen', sa.JSON(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['training_department.id'], name=op.f('fk_training_tally_department_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_tally_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_tally'))
    )
    op.create_index('ix_training_tally_module_item', 'training_tally', ['module', 'item'], unique=False)
    op.create_table('training_check_in',
    sa.Column('id', ID, nullable=False),
    sa.Column('credential_id', ID, nullable=False),
    sa.Column('employee_id', ID, nullable=False),
    sa.Column('department_id', ID, nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('put_off', sa.DateTime(timezone=True), nullable=True),
    sa.Column('module', sa.String(length=80), nullable=True),
    sa.Column('revision_id', ID, nullable=True),
    sa.Column('item', sa.String(length=120), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('option_order', sa.JSON(), nullable=True),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('answered', sa.DateTime(timezone=True), nullable=True),
    sa.Column('right', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['credential_id'], ['training_credential.id'], name=op.f('fk_training_check_in_credential_id')),
    sa.ForeignKeyConstraint(['department_id'], ['training_department.id'], name=op.f('fk_training_check_in_department_id')),
    sa.ForeignKeyConstraint(['employee_id'], ['training_employee.id'], name=op.f('fk_training_check_in_employee_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_check_in_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_check_in')),
    sa.UniqueConstraint('credential_id', 'n', name=op.f('uq_training_check_in_credential_id_n'))
    )
    op.create_index(op.f('ix_training_check_in_due'), 'training_check_in', ['due'], unique=False)
    op.create_index(op.f('ix_training_check_in_employee_id'), 'training_check_in', ['employee_id'], unique=False)
    op.create_table('training_regrade',
    sa.Column('id', ID, nullable=False),
    sa.Column('act_id', ID, nullable=False),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('item', sa.String(length=120), nullable=False),
    sa.Column('revision_id', ID, nullable=False),
    sa.Column('takes_passes', sa.Boolean(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('second', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('marked', sa.Integer(), nullable=False),
    sa.Column('after', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['training_act.id'], name=op.f('fk_training_regrade_act_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['training_revision.id'], name=op.f('fk_training_regrade_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_regrade')),
    sa.UniqueConstraint('act_id', name=op.f('uq_training_regrade_act_id'))
    )
    op.create_table('training_help',
    sa.Column('id', ID, nullable=False),
    sa.Column('enrolment_id', ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('how', sa.String(length=20), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("how IN ('aloud', 'paper', 'interpreter', 'other')", name=op.f('ck_training_help_known_how')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['training_enrolment.id'], name=op.f('fk_training_help_enrolment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_help'))
    )
    op.create_index('ix_training_help_enrolment_id', 'training_help', ['enrolment_id'], unique=False)
    op.create_table('training_dispute',
    sa.Column('id', ID, nullable=False),
    sa.Column('attempt_id', ID, nullable=False),
    sa.Column('item', sa.String(length=120), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('opened', sa.DateTime(timezone=True), nullable=False),
    sa.Column('owner_id', ID, nullable=False),
    sa.Column('closed', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=10), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('seen', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("outcome IN ('stands', 'key', 'other')", name=op.f('ck_training_dispute_known_outcome')),
    sa.CheckConstraint('(closed IS NULL) = (outcome IS NULL) AND (closed IS NULL) = (answer IS NULL)', name=op.f('ck_training_dispute_answered_when_closed')),
    sa.ForeignKeyConstraint(['attempt_id'], ['training_attempt.id'], name=op.f('fk_training_dispute_attempt_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['training_employee.id'], name=op.f('fk_training_dispute_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_dispute'))
    )
    op.create_index(op.f('ix_training_dispute_attempt_id'), 'training_dispute', ['attempt_id'], unique=False)
    op.create_index(op.f('ix_training_dispute_owner_id'), 'training_dispute', ['owner_id'], unique=False)
    op.create_index('uq_training_dispute_open', 'training_dispute', ['attempt_id'], unique=True, sqlite_where=sa.text('closed IS NULL'), postgresql_where=sa.text('closed IS NULL'))
    with op.batch_alter_table('training_attempt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ends', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('purged', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_training_attempt_ends', ['ends'], unique=False, sqlite_where=sa.text('submitted IS NULL AND ends IS NOT NULL'), postgresql_where=sa.text('submitted IS NULL AND ends IS NOT NULL'))
    # A whole number of SQLite's holds as much as one can hold already.
    if op.get_context().dialect.name == 'postgresql':
        op.alter_column('training_attempt', 'seed', existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False)

    with op.batch_alter_table('training_score', schema=None) as batch_op:
        batch_op.add_column(sa.Column('items', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('regrade_id', ID, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_training_score_regrade_id'), 'training_regrade', ['regrade_id'], ['id'])

    with op.batch_alter_table('training_credential', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_since', sa.Date(), nullable=True))

    # Whoever was certified before there were check-ins is asked from then on, too.
    op.execute("UPDATE training_credential SET asked_since = date(issued)")
