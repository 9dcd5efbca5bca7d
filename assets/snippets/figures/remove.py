import plotly.graph_objects as go

chances = {"with every head": before.tolist(), "without this one": after.tolist()}
go.Figure([go.Bar(name=name, x=row, y=labels, orientation="h") for name, row in chances.items()])
