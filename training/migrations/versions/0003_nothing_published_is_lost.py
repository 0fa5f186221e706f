"""Nothing published is lost."""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _approve_by_hash()
    op.create_table('training_hold',
    sa.Column('id', ID, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('part', sa.String(length=120), nullable=False),
    sa.Column('what', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('second', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint("what IN ('set', 'lifted')", name=op.f('ck_training_hold_set_or_lifted')),
    sa.CheckConstraint("by <> second", name=op.f('ck_training_hold_two_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_hold'))
    )
    op.create_index('ix_training_hold_kind_slug', 'training_hold', ['kind', 'slug'], unique=False)
    op.create_table('training_comment',
    sa.Column('id', ID, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('privileged', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_comment'))
    )
    op.create_index('ix_training_comment_kind_slug_sha256', 'training_comment', ['kind', 'slug', 'sha256'], unique=False)
    op.create_table('training_draft',
    sa.Column('id', ID, nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_draft'))
    )
    op.create_index(op.f('ix_training_draft_by'), 'training_draft', ['by'], unique=False)


def _approve_by_hash() -> None:
    """Approvals name the exact text instead of the revision, and every one given is kept.

    Somebody who approved the same text as two revisions approved it once: the first time.
    """
    op.execute(sa.text("""
        CREATE TEMPORARY TABLE training_approval_given AS
        SELECT min(approval.id) AS id, revision.kind, revision.slug, revision.sha256,
            approval.role, approval.by, min(approval.at) AS at
        FROM training_approval AS approval
        JOIN training_revision AS revision ON revision.id = approval.revision_id
        GROUP BY revision.kind, revision.slug, revision.sha256, approval.role, approval.by
    """))
    op.drop_table('training_approval')
    op.create_table('training_approval',
    sa.Column('id', ID, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_approval')),
    sa.UniqueConstraint('kind', 'slug', 'sha256', 'role', 'by', name=op.f('uq_training_approval_kind_slug_sha256_role_by'))
    )
    op.execute(sa.text("""
        INSERT INTO training_approval (kind, slug, sha256, role, by, at)
        SELECT kind, slug, sha256, role, by, at FROM training_approval_given ORDER BY id
    """))
    op.execute(sa.text("DROP TABLE training_approval_given"))
