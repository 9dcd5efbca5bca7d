import plotly.graph_objects as go

places = [f"{place} {token}" for place, token in enumerate(tokens)]
figure = go.Figure(
    go.Heatmap(z=probabilities.T.tolist(), x=places, y=labels, zmin=0, zmax=1, colorscale="Blues")
)
figure.update_yaxes(autorange="reversed")
