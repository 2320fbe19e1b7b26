"""SERVICE, for the hosts that the operator has named: what it asks is fetched beforehand, here, and put into the query.

Workers have no sockets, and none gets one for this. A SERVICE is the join with an answer that does not depend on the
rest of the query (SPARQL 1.1 Federated Query, section 4), so the answer can stand in its place as VALUES. So the hosts
that can be reached are those of our own list, whatever tricks a query plays: it only says what they are asked.
"""
