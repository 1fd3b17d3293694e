using System.Reflection;

namespace Tapestry.Actors.Hosting;

/// <summary>A registered grain interface: its grain and its methods.</summary>
internal sealed class GrainInterface
{
    private readonly Dictionary<MethodInfo, GrainMethod> _methods = [];

    public GrainInterface(Type type, GrainDefinition grain)
    {
        if (!type.IsInterface)
        {
            throw new ArgumentException($"{type} is not an interface.");
        }

        Grain = grain;
        foreach (var declaring in type.GetInterfaces().Prepend(type))
        {
            var map = grain.GrainType.GetInterfaceMap(declaring);
            for (var i = 0; i < map.InterfaceMethods.Length; i++)
            {
                var isReadOnly = map.TargetMethods[i].IsDefined(typeof(ReadOnlyCallAttribute));
                _methods.Add(map.InterfaceMethods[i], GrainMethod.Create(map.InterfaceMethods[i], isReadOnly));
            }
        }
    }

    public GrainDefinition Grain { get; }

    public GrainMethod Method(MethodInfo method) => _methods[method];
}
