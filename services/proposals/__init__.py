"""An organisation's own person says that entries are right, or proposes a change; an editor decides."""
