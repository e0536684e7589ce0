"""The text model beside others: metrics, tasks, leaks, the table."""
