import plotly.graph_objects as go

ways = [points[:, place].T.tolist() for place in range(len(tokens))]
go.Figure([go.Scatter(x=x, y=y, name=f"{place} {tokens[place]}") for place, (x, y) in enumerate(ways)])
