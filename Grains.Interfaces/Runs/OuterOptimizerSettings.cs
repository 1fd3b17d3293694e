namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>Outer SGD with Nesterov momentum over the averaged outer gradient (DiLoCo, Douillard et al. 2023).</summary>
/// <param name="LearningRate">Outer learning rate; above 0.</param>
/// <param name="Momentum">Nesterov momentum, from 0 to below 1; 0 is plain averaging at learning rate 1.</param>
public sealed record OuterOptimizerSettings(float LearningRate, float Momentum);
