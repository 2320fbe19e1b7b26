DROP SILENT GRAPH <{place}> ;
INSERT { GRAPH <{place}> { ?subject ?property ?value } }
WHERE {
  VALUES (?staged ?property) { {names} }
  GRAPH <{staging}> { ?subject ?staged ?value }
} ;
DROP SILENT GRAPH <{staging}>
